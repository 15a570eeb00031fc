#include "wizard/screens/payback.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "checklists/knowledge/as_of.hpp"
#include "checklists/knowledge/payback_inputs.hpp"
#include "wizard/po/language.hpp"
#include "wizard/screens/inputs.hpp"
#include "wizard/screens/money.hpp"

namespace rigcheck {
namespace {

using namespace payback;

constexpr double kFreeHours = 30;  // hosted notebooks lend a card for about so long each week

std::string one_decimal(double value) {
    return fmt::format("{:.1f}", value);
}

std::string age_text(int days) {
    constexpr int kMonth = 30;
    return fill_in(_("up to {} months old"), std::max(1, (days + kMonth / 2) / kMonth));
}

class Writer {
public:
    Writer(Estimate const& estimate, Money const& money)
        : estimate_(estimate), in_(estimate.inputs), currency_(money.currency) {
        screen_.currency = currency_;
    }

    PaybackScreen screen() {
        name_offer();
        list_assumptions();
        list_open();
        if (!estimate_.open.empty()) {
            screen_.verdict = _("Not to be told yet: some figures are missing.");
            return std::move(screen_);
        }
        result_ = evaluate(in_);
        if (result_.status == Status::invalid) {
            screen_.verdict = _("These figures cannot be reckoned with.");
            screen_.open.assign(result_.errors.begin(), result_.errors.end());
            return std::move(screen_);
        }
        screen_.verdict = verdict();
        add_hours();
        add_resale();
        add_speed();
        add_reservation();
        add_free_tier();
        add_cares();
        list_costs();
        add_uncertainty();
        return std::move(screen_);
    }

private:
    std::string cash(double amount) const { return money(amount, currency_); }
    void also(std::string text) { screen_.also.push_back(std::move(text)); }

    std::string verdict() const {
        auto const even = result_.breakeven_months.value_or(0);
        switch (result_.status) {
            case Status::pays_back:
                return fill_in(_("It pays for itself after {}."), months_text(even));
            case Status::after_horizon:
                return fill_in(_("It pays for itself only after {}, later than the {} months you "
                                 "look ahead."),
                               months_text(even), in_.horizon);
            case Status::already:
                return *result_.monthly_saving >= 0
                           ? fill_in(_("There is nothing to recover. It saves {} a month."),
                                     cash(*result_.monthly_saving))
                           : fill_in(_("There is nothing to recover, but running it costs {} a "
                                       "month more than renting."),
                                     cash(-*result_.monthly_saving));
            case Status::not_within_cap:
                return _(
                    "It saves something each month, but too little to pay for itself within "
                    "ten years.");
            case Status::never_running_cost:
                if (in_.hours_week <= 0)
                    return _("At no hours of work a week there is nothing to pay for itself with.");
                if (cloud_month(in_, 1) <= 0)
                    return _("It never pays for itself: this cloud costs nothing.");
                return _(
                    "It never pays for itself: its electricity and upkeep alone cost more than "
                    "renting.");
            case Status::never_declining:
                return _(
                    "It never pays for itself: prices of the cloud fall below its running "
                    "cost before the purchase is recovered.");
            case Status::invalid:
                break;
        }
        return {};
    }

    void add_hours() {
        auto const& threshold = result_.threshold_hours_week;
        if (result_.status == Status::already) return;
        if (in_.cloud_month) {
            also(
                _("A sum a month hides the hours behind it. Give the price of an hour and your "
                  "hours to see from when on it pays."));
        } else if (!threshold) {
            also(fill_in(_("Even around the clock it would not pay within {} months."),
                         in_.horizon));
        } else if (*threshold <= 0) {
            auto unused = in_;
            unused.hours_week = 0;
            if (cloud_month(unused, 1) <= 0) return;
            also(fill_in(_("It pays within {} months at any number of hours: what is rented is "
                           "paid without use, too."),
                         in_.horizon));
        } else {
            also(
                fill_in(_("It pays within {} months from {} hours a week on (sold at the end). You "
                          "reckon with {}."),
                        in_.horizon, one_decimal(*threshold), short_number(in_.hours_week)));
        }
    }

    void add_resale() {
        auto const& sold = result_.breakeven_with_resale_months;
        if (!sold || result_.status == Status::already || *sold <= 0) return;
        also(fill_in(_("From {} on you could sell it and have lost nothing."), months_text(*sold)));
    }

    // The flattering figure beside the right one, never alone.
    void add_speed() {
        if (in_.cloud_month || in_.hours_week <= 0 || std::abs(in_.speed_ratio - 1) < 0.005) return;
        auto hour_for_hour = in_;
        hour_for_hour.speed_ratio = 1;
        auto const even = break_even(hour_for_hour);
        auto const months = even ? months_text(*even) : _("never");
        auto const there = one_decimal(in_.hours_week * in_.speed_ratio);
        auto const here = short_number(in_.hours_week);
        also(in_.speed_ratio < 1
                 ? fill_in(_("The rented machine is faster: it does the work of {} hours here in "
                             "{}. Counted hour for hour, as is often done, it would be: {}."),
                           here, there, months)
                 : fill_in(_("The rented machine is slower: it takes {1} hours for the work of {0} "
                             "hours here. Counted hour for hour, as is often done, it would be: "
                             "{2}."),
                           here, there, months));
    }

    void add_reservation() {
        if (in_.cloud_mode != CloudMode::reserved || in_.price_hour <= 0) return;
        auto on_demand = in_;
        on_demand.cloud_mode = CloudMode::on_demand;
        double const month = cloud_month(on_demand, 1);
        if (month >= cloud_month(in_, 1)) return;
        also(fill_in(_("At these hours renting on demand is cheaper than the reservation: {} a "
                       "month. Compare with that."),
                     cash(month)));
    }

    void add_free_tier() {
        if (in_.hours_week > kFreeHours || in_.cloud_month) return;
        also(
            _("Some hosts of notebooks lend a graphics card for about 30 hours a week free, with "
              "limits. Where that is enough, nothing is cheaper."));
    }

    bool assumed(std::string const& input) const {
        auto const& all = estimate_.assumptions;
        return std::any_of(all.begin(), all.end(),
                           [&](Assumption const& row) { return row.input == input; });
    }

    void name_unused() {
        for (auto const& unused : estimate_.unused) {
            screen_.care.push_back(
                unused.currency.empty()
                    ? fill_in(
                          _("Your price of {} is not used: its card is in no table. Say how fast "
                            "it is with --instance and --speed-ratio."),
                          unused.instance)
                    : fill_in(_("Your price of {0} is not used: say what one {1} is worth with "
                                "--rate {1}=VALUE."),
                              unused.instance, unused.currency));
        }
    }

    void add_cares() {
        name_unused();
        if (!estimate_.offer) return;
        auto const& offer = *estimate_.offer;
        if (!assumed("price_hour") && assumed("speed_ratio")) {
            screen_.care.push_back(
                {fill_in(_("Your own price is set against the speed of {}. If you rent another "
                           "card, the speed is another."),
                         offer.price.gpu),
                 _("Name the instance, or say the speed with --speed-ratio.")});
        }
        if (assumed("price_hour") && offer.age_days > kStaleDays) {
            screen_.care.push_back({fill_in(_("The price of {} is {}. Look it up."),
                                            offer.price.instance, age_text(offer.age_days)),
                                    _("Say it with --price-hour.")});
        }
        if (offer.price.retired) {
            screen_.care.push_back(fill_in(
                _("{} stands in the price list, but nobody new gets it."), offer.price.instance));
        }
        if (offer.speed && offer.speed->basis == SpeedBasis::estimated) {
            screen_.care.push_back(
                {_("The speed is an estimate from memory bandwidth and tensor throughput: nobody "
                   "measured these two cards with the same software. Time your own job on both."),
                 _("Say the ratio with --speed-ratio.")});
        }
        add_memory_care(offer);
    }

    void add_memory_care(Offer const& offer) {
        auto const* const rented = find_gpu_model(offer.price.gpu);
        auto const* const own = estimate_.own.model;
        if (rented == nullptr || own == nullptr || !rented->vram_gib || !own->vram_gib) return;
        if (*rented->vram_gib > *own->vram_gib) {
            screen_.care.push_back(fill_in(
                _("The rented card has {} GB of memory, yours {}. Work that needs more than "
                  "{} GB runs there alone and cannot be compared."),
                short_number(*rented->vram_gib), short_number(*own->vram_gib),
                short_number(*own->vram_gib)));
        } else if (!offer.enough_memory) {
            screen_.care.push_back(fill_in(_("The rented card has only {} GB of memory, yours {}."),
                                           short_number(*rented->vram_gib),
                                           short_number(*own->vram_gib)));
        }
    }

    void name_offer() {
        if (!estimate_.offer) return;
        auto const& offer = *estimate_.offer;
        auto const& price = offer.price;
        screen_.compared_with = fmt::format("{} {} ({} x {}), {}", price.provider, price.instance,
                                            price.gpus, price.gpu, price.region);
        screen_.compared_with += fmt::format(", {}", price_in_use());
        if (offer.speed)
            screen_.compared_with += fmt::format(
                ", {}", fill_in(_("your machine does {} of its work in an hour ({})"),
                                short_number(std::round(offer.speed->ratio * 100) / 100),
                                speed_basis(offer.speed->basis)));
    }

    std::string price_in_use() const {
        switch (in_.cloud_mode) {
            case CloudMode::spot:
                return fill_in(_("spot, {} an hour"), cash(in_.spot_hour));
            case CloudMode::reserved:
                return fill_in(_("reserved, {} an hour"), cash(in_.reserved_hour));
            case CloudMode::on_demand:
                break;
        }
        return fill_in(_("{} an hour"), cash(in_.price_hour));
    }

    static std::string speed_basis(SpeedBasis basis) {
        switch (basis) {
            case SpeedBasis::same_card:
                return _("the same card");
            case SpeedBasis::measured:
                return _("measured");
            case SpeedBasis::scaled:
                return _("measured for one card, multiplied");
            case SpeedBasis::estimated:
                return _("estimated");
        }
        return {};
    }

    void list_costs() {
        auto const cost = [&](std::string label, double own, double rented) {
            screen_.costs.push_back({std::move(label), cash(own), cash(rented)});
        };
        cost(_("A month, at first"), *result_.monthly_local, *result_.monthly_cloud);
        double own = in_.purchase + in_.own_hours * in_.own_rate;
        if (in_.finance_months > 0) {
            own += instalment(in_) * std::min(in_.finance_months, in_.horizon) +
                   debt(in_, in_.horizon) - in_.purchase;
        }
        double rented = 0;
        for (int m = 1; m <= in_.horizon; ++m) {
            own += local_month(in_, m);
            rented += cloud_month(in_, m);
        }
        cost(fill_in(_("{} months together"), in_.horizon), own, rented);
        cost(_("Less what it would fetch then"), -*result_.resale_horizon, 0);
        cost(_("Cost in all, after the sale"), own - *result_.resale_horizon, rented);
        if (result_.local_cost_per_hour && result_.cloud_cost_per_local_hour) {
            cost(_("An hour of your machine's work"), *result_.local_cost_per_hour,
                 *result_.cloud_cost_per_local_hour);
        }
        also(fill_in(*result_.npv_horizon >= 0
                         ? _("After {} months owning it leaves you {} better off than renting, in "
                             "today's money and with its resale.")
                         : _("After {} months owning it leaves you {} worse off than renting, in "
                             "today's money and with its resale."),
                     in_.horizon, cash(std::abs(*result_.npv_horizon))));
    }

    std::string month_or_never(std::optional<double> const& months) const {
        return months ? months_text(*months) : _("never");
    }

    void add_uncertainty() {
        screen_.cash.middle = net_cash(in_, in_.horizon);
        screen_.cash.even = result_.breakeven_months;
        if (estimate_.ranges.empty() || result_.status == Status::already) return;
        auto const band = payback::band(in_, estimate_.ranges);
        screen_.band =
            !band.p10
                ? _("With everything as uncertain as it is: never, in four of five cases.")
                : fill_in(
                      _("With everything as uncertain as it is: between {} and {} in four of five "
                        "cases. Within {} months in {} % of them."),
                      month_or_never(band.p10), month_or_never(band.p90), in_.horizon,
                      std::lround(band.share_within_horizon * 100));
        auto const cash = cash_band(in_, estimate_.ranges, in_.horizon);
        screen_.cash.low = cash.p10;
        screen_.cash.high = cash.p90;
        for (auto const& row : tornado(in_, estimate_.ranges)) {
            if (row.swing <= 0) continue;
            screen_.matters.push_back({.label = translate(payback_input(row.input).label),
                                       .low = fmt::format("{:.3g}", row.low),
                                       .high = fmt::format("{:.3g}", row.high),
                                       .at_low = month_or_never(row.months_at_low),
                                       .at_high = month_or_never(row.months_at_high),
                                       .low_months = row.months_at_low,
                                       .high_months = row.months_at_high});
        }
    }

    std::string reason(Assumption const& assumption) const {
        std::string text;
        switch (assumption.reason) {
            case Reason::parts_file:
                text = _("by your parts file");
                break;
            case Reason::probed:
                text = _("from the parts, at the usual load");
                break;
            case Reason::own_price:
                text = _("by your price file");
                break;
            case Reason::price_table:
                text = _("price list");
                break;
            case Reason::speed_table:
                text = estimate_.offer && estimate_.offer->speed
                           ? speed_basis(estimate_.offer->speed->basis)
                           : "";
                break;
            case Reason::country:
                text = _("usual there; please confirm");
                break;
            case Reason::elsewhere:
                text = _("the average of the world; yours may be another");
                break;
            case Reason::usual:
                text = _("a usual value");
                break;
        }
        if (!assumption.source.empty()) text += ": " + assumption.source;
        if (assumption.age_days && *assumption.age_days > kStaleDays)
            text += " (" + age_text(*assumption.age_days) + ")";
        return text;
    }

    void list_assumptions() {
        for (auto const& assumption : estimate_.assumptions) {
            screen_.assumed.push_back({.input = assumption.input,
                                       .label = translate(payback_input(assumption.input).label),
                                       .value = input_value(in_, assumption.input),
                                       .why = reason(assumption)});
        }
    }

    static std::string by_gpu() { return _("Say it with --gpu NAME and --cards COUNT."); }

    Hint question(OpenQuestion const& open) const {
        switch (open.about) {
            case Open::purchase:
                return {_("What did the machine cost?"),
                        _("Say it with --purchase, or list the parts with their prices in a file "
                          "for --expect.")};
            case Open::watts:
                return {_("What do the parts draw while they work? No table knows this machine's "
                          "card or processor."),
                        _("Say it with --load-w, as watts behind the power supply.")};
            case Open::card:
                if (open.detail.empty())
                    return {_("Which graphics card does the work? None is seen here."),
                            _("Say it with --gpu NAME, or how fast your machine is against the "
                              "rented one with --speed-ratio.")};
                return {fill_in(_("Nothing tells how fast {} is against a rented card. Time your "
                                  "job on both."),
                                open.detail),
                        _("Say the ratio with --speed-ratio.")};
            case Open::card_choice:
                return {
                    fill_in(_("Several models go by what is seen ({}). Which is it?"), open.detail),
                    by_gpu()};
            case Open::mixed_cards:
                return {fill_in(_("Different cards are in this machine: {}. Which does the work?"),
                                open.detail),
                        by_gpu()};
            case Open::contract_price:
                return open.input == "spot_hour"
                           ? Hint(_("What does a spot hour cost?"), _("Say it with --spot-hour."))
                           : Hint(_("What does a reserved hour cost?"),
                                  _("Say it with --reserved-hour."));
            case Open::cloud_price:
                return {_("No rented machine to compare with was found. What does an hour cost?"),
                        _("Say it with --price-hour, or see --list-instances.")};
            case Open::currency:
                return {
                    fill_in(_("Some figures are in {}, you reckon in {}."), open.detail, currency_),
                    fill_in(_("Say what one {0} is worth with --rate {0}=VALUE."), open.detail)};
            case Open::electricity:
                return {fill_in(_("The price of electricity is known in {} alone. What is yours?"),
                                open.detail),
                        fill_in(_("Say it with --price-kwh, or what one {0} is worth with --rate "
                                  "{0}=VALUE."),
                                open.detail)};
        }
        return {{}};
    }

    void list_open() {
        for (auto const& open : estimate_.open) screen_.open.push_back(question(open));
    }

    Estimate const& estimate_;
    Inputs const& in_;
    std::string currency_;
    Result result_;
    PaybackScreen screen_;
};

}  // namespace

PaybackScreen payback_screen(Estimate const& estimate, Money const& money) {
    return Writer(estimate, money).screen();
}

}  // namespace rigcheck
