#pragma once

#include "checklists/payback/inputs.hpp"

// The formulas, in the terms of the inputs. Source: payback study section 6.
//   local(m)  = energy + maintenance/12 * purchase + failure_rate/12 * failure_cost (after
//   warranty) energy    = (hours * wall(load) + idle hours * wall(idle)) * cooling / 1000 * weeks *
//   price_kwh cloud(m)  = billed hours * price * (1 - decline)^((m - 0.5)/12) + storage + egress +
//   fixed billed    = (hours * speed ratio * (1 + idle waste) + sessions * startup) * weeks y(m) =
//   y(m-1) + (cloud - local - instalment) / (1 + discount)^(m/12),  y(0) = -(own money) resale(m) =
//   max(floor * base, base * (1 - drop) * (1 - depreciation)^(m/12))
namespace rigcheck::payback {

inline constexpr double kWeeksPerMonth = 365.25 / 7 / 12;
inline constexpr double kHoursPerMonth = 365.25 * 24 / 12;
inline constexpr int kCapMonths = 120;  // looked no further ahead

double cloud_month(Inputs const& in, int month);  // month from 1
double local_month(Inputs const& in, int month);
double instalment(Inputs const& in);
double debt(Inputs const& in, int month);  // left after so many instalments
double resale(Inputs const& in, int month);
// Owning instead of renting, cumulative and discounted: index 0 to `months`.
std::vector<double> net_cash(Inputs const& in, int months);
// Months until the purchase is recovered and the loan repaid; empty: not within the cap.
std::optional<double> break_even(Inputs const& in);

enum class Status {
    invalid,
    already,    // nothing to recover
    pays_back,  // within the horizon
    after_horizon,
    not_within_cap,      // saves a little, too slowly
    never_running_cost,  // renting costs less than electricity and upkeep
    never_declining,     // falling prices overtake the saving first
};

struct Result {
    Status status = Status::invalid;
    std::vector<std::string> errors;
    std::optional<double> simple_months, breakeven_months, breakeven_with_resale_months;
    std::optional<double> monthly_cloud, monthly_local, monthly_saving;
    std::optional<double> npv_horizon, net_cash_horizon, resale_horizon;
    std::optional<double> local_cost_per_hour, cloud_cost_per_local_hour;
    std::optional<double> wall_load_w;
    std::optional<double> threshold_hours_week;  // hours a week from which it pays in the horizon

    static constexpr auto fields() {
        using R = Result;
        return field_list(
            field("status", &R::status), field("errors", &R::errors),
            field("simple_months", &R::simple_months),
            field("breakeven_months", &R::breakeven_months),
            field("breakeven_with_resale_months", &R::breakeven_with_resale_months),
            field("monthly_cloud", &R::monthly_cloud), field("monthly_local", &R::monthly_local),
            field("monthly_saving", &R::monthly_saving), field("npv_horizon", &R::npv_horizon),
            field("net_cash_horizon", &R::net_cash_horizon),
            field("resale_horizon", &R::resale_horizon),
            field("local_cost_per_hour", &R::local_cost_per_hour),
            field("cloud_cost_per_local_hour", &R::cloud_cost_per_local_hour),
            field("wall_load_w", &R::wall_load_w),
            field("threshold_hours_week", &R::threshold_hours_week));
    }
};

Result evaluate(Inputs const& in);

}  // namespace rigcheck::payback

template <>
struct rigcheck::EnumNames<rigcheck::payback::Status> {
    static constexpr std::array names{"invalid",        "already",        "pays_back",
                                      "after_horizon",  "not_within_cap", "never_running_cost",
                                      "never_declining"};
};
