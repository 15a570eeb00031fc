#include "checklists/payback/estimate.hpp"

#include <algorithm>
#include <cmath>

#include "checklists/knowledge/as_of.hpp"
#include "checklists/knowledge/electricity.hpp"
#include "checklists/knowledge/payback_ranges.hpp"
#include "checklists/rules/pcie_subject.hpp"

namespace rigcheck::payback {
namespace {

Estimate stated_alone(Question const& question) {
    Estimate out;
    apply(question.stated, out.inputs);
    return out;
}

// Fills what was not stated, one subject a function.
class Filling {
public:
    explicit Filling(Question const& question) : question_(question) {}

    Estimate take() && { return std::move(out_); }

    void purchase() {
        if (said("purchase")) return;
        double sum = 0;
        for (auto const& part : question_.bought.parts) sum += part.price * part.count;
        if (sum > 0) {
            out_.inputs.purchase = sum;
            assume("purchase", Reason::parts_file, {});
        } else {
            ask(Open::purchase, "purchase", {});
        }
    }

    void cards() {
        if (question_.card) {
            out_.own = {find_gpu_model(*question_.card), question_.cards};
            if (out_.own.model == nullptr) ask_for_card(Open::card, *question_.card);
            return;
        }
        probed_cards(question_.machine);
    }

    void watts() {
        power::Instead const instead{
            .card = question_.card ? out_.own.model : nullptr, .cards = out_.own.count, .cpu = {}};
        auto budget = power::budget_of(question_.machine, question_.bought, instead);
        if (budget.unknown_cpu && question_.card) {
            budget.unknown_cpu = false;
            budget.items.push_back({.consumer = power::Consumer::cpu,
                                    .name = {},
                                    .count = 1,
                                    .peak_w = psu_facts().usual_cpu_w,
                                    .basis = power::Basis::assumption,
                                    .source = "psu.json"});
        }
        auto const demand = budget.demand();
        bool const known = budget.complete() && !demand.gpus.empty();
        if (known && !said("load_w")) out_.parts = budget.items;
        if (!said("load_w")) {
            if (known) {
                out_.inputs.load_w = std::round(power::usual_load_w(demand));
                assume("load_w", Reason::probed, {});
            } else {
                ask(Open::watts, "load_w", {});
            }
        }
        if (!said("idle_w")) {
            out_.inputs.idle_w = power::idle_w(demand);
            assume("idle_w", Reason::usual, {});
        }
        supply(demand, known);
    }

    void electricity() {
        if (said("price_kwh")) return;
        auto const& price = electricity_in(question_.country);
        auto const own = question_.money.in_own(price.price_per_kwh, price.currency);
        if (!own) {
            ask(Open::electricity, "price_kwh", price.currency);
            return;
        }
        out_.inputs.price_kwh = *own;
        assume("price_kwh", Reason::country, price.country + ", " + price.source,
               age_days(price.as_of, question_.today));
    }

    void hours() {
        if (!said("hours_week")) assume("hours_week", Reason::usual, {});
    }

    void cloud() {
        // A stated sum, or a stated price with a stated speed, needs no table.
        bool const priced = said("price_hour") || said("spot_hour") || said("reserved_hour");
        if (said("cloud_month") || (priced && said("speed_ratio"))) return;
        Comparison const with{.own = out_.own,
                              .precision = question_.precision,
                              .money = question_.money,
                              .today = question_.today};
        auto const all = offers(question_.prices, with, question_.wish);
        auto const* chosen = equivalent(all, with, question_.wish);
        // A stated speed makes any instance comparable, if the person names it.
        if (chosen == nullptr && said("speed_ratio") && question_.wish.instance && !all.empty())
            chosen = &all.front();
        if (chosen == nullptr) {
            nothing_to_compare(all, priced);
            return;
        }
        compare_with(*chosen);
    }

    void usual_values() {
        for (auto const& row : payback_ranges()) {
            if (!row.relative) usual(row);
        }
    }

private:
    bool said(std::string const& name) const { return question_.stated.has(name); }

    void assume(std::string input, Reason reason, std::string source,
                std::optional<int> age = std::nullopt) {
        out_.assumptions.push_back({.input = std::move(input),
                                    .reason = reason,
                                    .source = std::move(source),
                                    .age_days = age});
    }

    void ask(Open about, std::string input, std::string detail) {
        out_.open.push_back(
            {.about = about, .input = std::move(input), .detail = std::move(detail)});
    }

    void ask_for_card(Open about, std::string detail) {
        if (!said("speed_ratio") && !said("cloud_month"))
            ask(about, "speed_ratio", std::move(detail));
    }

    // Inputs that do nothing to this answer need not be read about.
    bool matters(std::string const& input) const {
        bool const spot = out_.inputs.cloud_mode == CloudMode::spot;
        if (input == "interruptions_hour" || input == "lost_hours") return spot;
        return input != "failure_rate" || out_.inputs.failure_cost > 0;
    }

    void usual(PaybackRange const& row) {
        auto const put = [&](auto const& f) {
            using Member = std::remove_cvref_t<decltype(out_.inputs.*f.member)>;
            if constexpr (std::is_same_v<Member, double>) {
                if (row.input != f.name || said(row.input)) return;
                out_.inputs.*f.member = row.mode;
                if (matters(row.input)) assume(row.input, Reason::usual, row.source);
            }
        };
        std::apply([&](auto const&... f) { (put(f), ...); }, Inputs::fields());
    }

    void probed_cards(Snapshot const& machine) {
        std::vector<std::string> names;
        for (auto const& slot : gpu_slots(machine)) {
            auto const& gpu = *slot.gpu;
            auto const* const known =
                find_gpu(gpu.vendor.value_or(Hex<4>{}), gpu.device.value_or(Hex<4>{}));
            auto const* model = known != nullptr && known->models.size() == 1
                                    ? known->models.front()
                                    : named_by_driver(machine, gpu);
            names.push_back(known != nullptr ? known->name : name_of(gpu));
            if (model == nullptr || (out_.own.model != nullptr && out_.own.model != model)) {
                out_.own = {};
                ask_for_card(known == nullptr ? Open::card : Open::card_choice, names.back());
                return;
            }
            out_.own = {model, out_.own.model == nullptr ? 1 : out_.own.count + 1};
        }
        if (names.empty()) ask_for_card(Open::card, {});
    }

    static GpuModel const* named_by_driver(Snapshot const& machine, PcieFunction const& function) {
        for (auto const& gpu : machine.gpus) {
            if (gpu.address == function.address && gpu.name) return find_gpu_model(*gpu.name);
        }
        return nullptr;
    }

    void supply(power::Demand const& demand, bool known) {
        auto const& bought = question_.bought;
        if (!said("psu_w")) {
            auto const need = power::need_of(demand).recommended_w;
            if (bought.psu_w)
                out_.inputs.psu_w = *bought.psu_w;
            else if (known && need)
                out_.inputs.psu_w = *need;
            assume("psu_w", bought.psu_w ? Reason::parts_file : Reason::usual, {});
        }
        if (!said("psu_tier")) {
            if (bought.psu_tier) out_.inputs.psu_tier = *bought.psu_tier;
            assume("psu_tier", bought.psu_tier ? Reason::parts_file : Reason::usual, {});
        }
        if (!said("mains")) {
            auto const& low = psu_facts().countries_115v;
            bool const is_low = std::find(low.begin(), low.end(), question_.country) != low.end();
            out_.inputs.mains = bought.mains.value_or(is_low ? Mains::v115 : Mains::v230);
            assume("mains", bought.mains ? Reason::parts_file : Reason::country, question_.country);
        }
    }

    void nothing_to_compare(std::vector<Offer> const& all, bool priced) {
        auto const unpriced =
            std::find_if(all.begin(), all.end(), [](Offer const& o) { return !o.price_hour; });
        bool const no_rate = unpriced != all.end() && !priced;
        if (no_rate) ask(Open::currency, "rate", unpriced->price.currency);
        bool const asked = std::any_of(out_.open.begin(), out_.open.end(), [](auto const& open) {
            return open.input == "speed_ratio";
        });
        bool const comparable =
            std::any_of(all.begin(), all.end(), [](Offer const& o) { return o.speed.has_value(); });
        if (!asked && !comparable && !said("speed_ratio"))
            ask_for_card(Open::card, out_.own.model == nullptr ? "" : out_.own.model->name);
        if (!priced && !no_rate) ask(Open::cloud_price, "price_hour", {});
    }

    void compare_with(Offer const& offer) {
        out_.offer = offer;
        auto const& price = offer.price;
        auto const reason = price.own ? Reason::own_price : Reason::price_table;
        auto& in = out_.inputs;
        if (!said("price_hour")) {
            in.price_hour = offer.price_hour.value_or(0);
            assume("price_hour", reason, price.source, offer.age_days);
        }
        auto const fill = [&](char const* input, double& value, PriceType type) {
            if (said(input)) return;
            auto const other = other_price(question_.prices, offer, type, question_.money);
            if (!other) return;
            value = *other;
            assume(input, reason, price.source, offer.age_days);
        };
        fill("spot_hour", in.spot_hour, PriceType::spot);
        fill("reserved_hour", in.reserved_hour, PriceType::reserved_1y_no_upfront);
        if (!said("speed_ratio") && offer.speed) {
            in.speed_ratio = offer.speed->ratio;
            assume("speed_ratio", Reason::speed_table, offer.speed->source,
                   age_days(offer.speed->as_of, question_.today));
        }
        data_costs(price.provider);
    }

    void data_costs(std::string const& provider) {
        auto& in = out_.inputs;
        auto const fill = [&](char const* input, double& value, CloudCost const* cost) {
            if (cost == nullptr || said(input)) return;
            auto const own = question_.money.in_own(cost->price_gb, cost->currency);
            if (!own) return;
            value = *own;
            assume(input, Reason::price_table, cost->item + ", " + cost->source,
                   age_days(cost->as_of, question_.today));
        };
        if (question_.stated.values.storage_gb > 0)
            fill("storage_price", in.storage_price,
                 find_cloud_cost(provider, CloudCostKind::storage));
        if (question_.stated.values.egress_gb <= 0) return;
        auto const* const egress = find_cloud_cost(provider, CloudCostKind::egress);
        fill("egress_price", in.egress_price, egress);
        if (egress != nullptr && !said("egress_free_gb")) in.egress_free_gb = egress->free_gb_month;
    }

    Question const& question_;
    Estimate out_ = stated_alone(question_);
};

}  // namespace

Estimate estimate(Question const& question) {
    Filling filling(question);
    filling.purchase();
    filling.hours();
    filling.cards();
    filling.cloud();
    filling.watts();
    filling.electricity();
    filling.usual_values();
    auto out = std::move(filling).take();
    out.ranges = usual_ranges(out.inputs);
    if (out.offer && out.offer->speed && !question.stated.has("speed_ratio")) {
        auto const& speed = *out.offer->speed;
        if (speed.low < speed.high)
            out.ranges.push_back({"speed_ratio", speed.low, speed.ratio, speed.high});
    }
    return out;
}

std::vector<Range> usual_ranges(Inputs const& inputs) {
    constexpr double kHoursInWeek = 168;
    std::vector<Range> ranges;
    for (auto const& row : payback_ranges()) {
        double value = 0;
        auto const look = [&](auto const& f) {
            using Member = std::remove_cvref_t<decltype(inputs.*f.member)>;
            if constexpr (std::is_same_v<Member, double>) {
                if (row.input == f.name) value = inputs.*f.member;
            }
        };
        std::apply([&](auto const&... f) { (look(f), ...); }, Inputs::fields());
        Range range{.input = row.input, .low = row.low, .mode = value, .high = row.high};
        if (row.relative) {
            range.low *= value;
            range.high *= value;
        }
        if (row.input == "hours_week")
            range.high = std::min(range.high, kHoursInWeek - inputs.idle_hours_week);
        if (range.low < range.mode && range.mode < range.high) ranges.push_back(range);
    }
    return ranges;
}

}  // namespace rigcheck::payback
