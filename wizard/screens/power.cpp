#include "wizard/screens/power.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "checklists/rules/pcie_subject.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

using namespace power;

std::string whole(double watts) {
    return fmt::format("{:.0f}", watts);
}

std::string consumer_text(Consumer consumer) {
    switch (consumer) {
        case Consumer::gpu:
            return _("Graphics card");
        case Consumer::cpu:
            return _("Processor");
        case Consumer::board:
            return _("Board");
        case Consumer::dimm:
            return _("RAM");
        case Consumer::drive:
            return _("Drive");
        case Consumer::fan:
            return _("Fan");
        case Consumer::pump:
            return _("Pump of a liquid cooler, should there be one");
        case Consumer::usb:
            return _("USB devices");
        case Consumer::other:
            return _("Everything else");
    }
    return {};
}

std::string basis_text(Basis basis) {
    switch (basis) {
        case Basis::stated:
            return _("as you said");
        case Basis::limit:
            return _("the limit that is set now");
        case Basis::table:
            return _("by its maker");
        case Basis::rule:
            return _("by a rule for its kind, or unconfirmed");
        case Basis::assumption:
            return _("a usual value");
    }
    return {};
}

std::string kind_text(PsuKind kind) {
    switch (kind) {
        case PsuKind::legacy:
            return _("before ATX 3");
        case PsuKind::atx3_no_16pin:
            return _("ATX 3 without the 16-pin cable");
        case PsuKind::atx3_16pin:
            return _("ATX 3 with the 16-pin cable");
    }
    return {};
}

class Writer {
public:
    Writer(Budget const& budget, Demand const& demand, SupplyLabel const& label)
        : budget_(budget), demand_(demand), label_(label) {}

    PowerScreen screen() {
        list_rows();
        if (!budget_.complete()) {
            ask();
            return std::move(screen_);
        }
        auto const need = need_for(label_.kind.value_or(PsuKind::legacy));
        screen_.sum_w = need.sustained_w;
        screen_.need_w = need.need_w;
        screen_.recommended_w = need.recommended_w;
        judge();
        add_peaks();
        add_wall(need);
        add_limits();
        return std::move(screen_);
    }

private:
    Need need_for(PsuKind kind) const {
        auto demand = demand_;
        demand.psu = kind;
        return need_of(demand);
    }

    void list_rows() {
        for (auto const& item : budget_.items) {
            bool const named = item.consumer == Consumer::gpu || item.consumer == Consumer::cpu ||
                               item.consumer == Consumer::drive || item.consumer == Consumer::dimm;
            auto label = consumer_text(item.consumer);
            if (named && !item.name.empty()) label += ": " + item.name;
            screen_.rows.push_back(
                {.consumer = item.consumer,
                 .label = std::move(label),
                 .count =
                     item.count > 1 ? fmt::format("{} x {} W", item.count, whole(item.peak_w)) : "",
                 .watts = item.peak_w * item.count,
                 .why = basis_text(item.basis)});
        }
        if (budget_.items.empty()) list_stated();
        std::stable_sort(screen_.rows.begin(), screen_.rows.end(),
                         [](WattsRow const& a, WattsRow const& b) { return a.watts > b.watts; });
    }

    void list_stated() {
        auto const add = [&](Consumer consumer, std::string label, double watts) {
            if (watts > 0)
                screen_.rows.push_back({.consumer = consumer,
                                        .label = std::move(label),
                                        .count = {},
                                        .watts = watts,
                                        .why = basis_text(Basis::stated)});
        };
        for (double const watts : demand_.gpus)
            add(Consumer::gpu, consumer_text(Consumer::gpu), watts);
        add(Consumer::cpu, consumer_text(Consumer::cpu), demand_.cpu_peak_w);
        add(Consumer::other, consumer_text(Consumer::other), demand_.rest_w);
    }

    void ask() {
        screen_.verdict = _("Not to be told yet: some figures are missing.");
        for (auto const& gpu : budget_.unknown_gpus) {
            screen_.open.push_back(
                {fill_in(_("What does the card draw ({})? Its driver states no limit, and the name "
                           "stands for several models or none that is known."),
                         gpu),
                 _("Look up its board power: --gpus WATTS, or say which it is with --gpu NAME.")});
        }
        if (budget_.unknown_cpu) {
            screen_.open.push_back(
                {_("What does the processor draw at most? Look up its maximum turbo power (Intel) "
                   "or PPT (AMD)."),
                 _("Say it with --cpu-peak-w WATTS, or which it is with --cpu NAME.")});
        }
    }

    void judge() {
        if (!label_.rating_w) {
            screen_.verdict =
                screen_.recommended_w
                    ? fill_in(_("The parts may draw {} W together. Take a supply of {} W or more."),
                              whole(screen_.sum_w), whole(*screen_.recommended_w))
                    : fill_in(
                          _("The parts may draw {} W together, more than any one supply gives."),
                          whole(screen_.sum_w));
            screen_.open.push_back(
                {_("What stands on the label of your supply?"), _("Say it with --psu-w WATTS.")});
            if (!label_.kind) say_both_kinds();
            return;
        }
        double const rating_w = *label_.rating_w;
        auto const with = [&](PsuKind otherwise) {
            return headroom(budget_, demand_, label_.kind.value_or(otherwise), rating_w);
        };
        auto const worst = with(PsuKind::legacy);
        auto const best = with(PsuKind::atx3_16pin);
        if (worst != best) {
            screen_.verdict = fill_in(
                _("{} W cover the sum of {} W. Whether also its peaks depends on the supply."),
                whole(rating_w), whole(screen_.sum_w));
            screen_.open.push_back({_("Was the supply built for ATX 3?"),
                                    _("Say it with --psu legacy, atx3_no_16pin or atx3_16pin.")});
            say_both_kinds();
            return;
        }
        screen_.headroom = best;
        if (!label_.kind && best == Headroom::spikes) say_both_kinds();
        screen_.verdict = verdict_of(best, rating_w);
    }

    std::string verdict_of(Headroom headroom, double rating_w) const {
        auto const rating = whole(rating_w);
        auto const sum = whole(screen_.sum_w);
        switch (headroom) {
            case Headroom::too_small:
                return fill_in(_("Too small: {} W for parts that may draw {} W together."), rating,
                               sum);
            case Headroom::tight:
                return fill_in(
                    _("No room to spare: {} W for parts that may draw about {} W. If the "
                      "machine stays on under full load, it is enough."),
                    rating, sum);
            case Headroom::spikes:
                return fill_in(
                    _("Perhaps short of headroom: {} W cover the sum of {} W, but leave "
                      "little for peaks; {} W are advised. If the machine stays on under "
                      "full load, it is enough."),
                    rating, sum, whole(std::ceil(screen_.need_w)));
            case Headroom::fine:
                return fill_in(_("Large enough: {} W for parts that may draw {} W together."),
                               rating, sum);
            case Headroom::oversized:
                return fill_in(_("More than large enough: {} W for {} W. Nothing is wrong; at rest "
                                 "it works at its least efficient."),
                               rating, sum);
        }
        return {};
    }

    void say_both_kinds() {
        for (auto const kind : {PsuKind::legacy, PsuKind::atx3_16pin}) {
            auto const need = need_for(kind);
            auto const size =
                need.recommended_w ? whole(*need.recommended_w) : whole(std::ceil(need.need_w));
            screen_.also.push_back(fill_in(_("A supply {}: {} W."), kind_text(kind), size));
        }
    }

    void add_peaks() {
        if (demand_.gpus.empty()) return;
        auto allowed = demand_;
        allowed.spike = psu_facts().spike_allowed;
        screen_.also.push_back(fill_in(
            _("For fractions of a millisecond the cards may draw {} times their power, {} W "
              "for the whole machine; the standard allows {} times, {} W. Both are "
              "estimates, no proof."),
            fmt::format("{:.3g}", demand_.spike), whole(need_of(demand_).peak_w),
            fmt::format("{:.3g}", allowed.spike), whole(need_of(allowed).peak_w)));
    }

    void add_wall(Need const& need) {
        double const rating_w = label_.rating_w.value_or(need.recommended_w.value_or(need.need_w));
        if (rating_w < 1) return;
        double const wall = wall_w(need.sustained_w, rating_w, label_.tier, label_.mains);
        auto const& circuit = usual_circuit(label_.mains);
        screen_.also.push_back(fill_in(
            wall <= circuit.continuous_w
                ? _("At the wall: {} W at full load (80 PLUS {}). A household circuit ({}) carries "
                    "{} W for hours.")
                : _("At the wall: {} W at full load (80 PLUS {}), more than a household circuit "
                    "({}) carries for hours: {} W. Spread the load over two circuits, or lower the "
                    "power limits."),
            whole(wall), enum_name(label_.tier), circuit.name, whole(circuit.continuous_w)));
        if (label_.assumed) {
            screen_.also.push_back(
                fill_in(_("Assumed: 80 PLUS {}, {} V. Say otherwise with --psu-tier and --mains."),
                        enum_name(label_.tier), enum_name(label_.mains)));
        }
    }

    void add_limits() {
        for (auto const& card : budget_.lowered_gpus) {
            screen_.care.push_back(fill_in(
                _("The power limit of {} is lowered now. A restart may undo that, so what it "
                  "comes with counts here."),
                card));
        }
        if (!budget_.lifted_cpu_limit_w) return;
        screen_.care.push_back(
            fill_in(_("The firmware lets the processor draw {} W, which is no limit at all. Its "
                      "maker's figure counts here; boards that lift the limit draw more."),
                    whole(*budget_.lifted_cpu_limit_w)));
    }

    Budget const& budget_;
    Demand const& demand_;
    SupplyLabel const& label_;
    PowerScreen screen_;
};

}  // namespace

std::optional<Hint> supply_not_judged(Snapshot const& machine) {
    auto const otherwise = [] {
        return _("Name the parts of another machine with --gpu and --cpu.");
    };
    if (machine.platform.virtualization)
        return Hint(_("This is a virtual machine: its power supply is the host's."), otherwise());
    if (is_portable(machine.platform))
        return Hint(_("This is a portable computer: its charger came with it."), otherwise());
    return std::nullopt;
}

PowerScreen power_screen(Budget const& budget, Demand const& demand, SupplyLabel const& label) {
    return Writer(budget, demand, label).screen();
}

}  // namespace rigcheck
