#include "checklists/payback/model.hpp"

#include <algorithm>
#include <cmath>

#include "checklists/power/supply.hpp"

namespace rigcheck::payback {
namespace {

double grown(double yearly, int month) {
    return std::pow(1 + yearly, month / 12.0);
}

double billed_hours(Inputs const& in) {
    double const work = in.hours_week * in.speed_ratio;
    return (work * (1 + in.idle_waste) + in.sessions_week * in.startup_hours) * kWeeksPerMonth;
}

// A reservation is paid for every hour of the month, and bought whole.
double reserved_cost(Inputs const& in) {
    constexpr double kRounding = 1e-9;
    double const machines = std::ceil(billed_hours(in) / kHoursPerMonth - kRounding);
    return kHoursPerMonth * std::max(1.0, machines) * in.reserved_hour;
}

// What a month in the cloud costs: a part whose price falls over the years, and the rest.
struct CloudBill {
    double falling = 0, steady = 0;
};

CloudBill cloud_bill(Inputs const& in) {
    if (in.cloud_month) return {.falling = *in.cloud_month, .steady = 0};
    CloudBill bill{.falling = 0,
                   .steady = in.storage_gb * in.storage_price +
                             std::max(0.0, in.egress_gb - in.egress_free_gb) * in.egress_price +
                             in.cloud_fixed_month};
    switch (in.cloud_mode) {
        case CloudMode::on_demand:
            bill.falling = billed_hours(in) * in.price_hour;
            break;
        case CloudMode::spot:
            bill.falling =
                billed_hours(in) * (1 + in.interruptions_hour * in.lost_hours) * in.spot_hour;
            break;
        case CloudMode::reserved:
            bill.steady += reserved_cost(in);
            break;
    }
    return bill;
}

double wall_of(Inputs const& in, double load_w) {
    return power::wall_w(load_w, in.psu_w, in.psu_tier, in.mains);
}

// The machine's own month; failures cost only when the warranty is over.
struct OwnBill {
    double steady = 0, failure = 0;

    double month(Inputs const& in, int m) const {
        return steady + (m > in.warranty_months ? failure : 0);
    }
};

OwnBill own_bill(Inputs const& in) {
    double const watt_hours =
        in.hours_week * wall_of(in, in.load_w) + in.idle_hours_week * wall_of(in, in.idle_w);
    double const energy = watt_hours * in.cooling / 1000 * kWeeksPerMonth * in.price_kwh;
    return {.steady = energy + in.maintenance / 12 * in.purchase,
            .failure = in.failure_rate / 12 * in.failure_cost};
}

// Cash month after month, for the draws of a band: one multiplication where the formula has a
// power.
class Course {
public:
    explicit Course(Inputs const& in)
        : in_(in),
          cloud_(cloud_bill(in)),
          own_(own_bill(in)),
          instalment_(instalment(in)),
          decline_step_(std::pow(1 - in.cloud_decline, 1.0 / 12)),
          decline_(std::pow(1 - in.cloud_decline, -0.5 / 12)),
          worth_step_(grown(in.discount, -1)),
          cash_(-(in.own_hours * in.own_rate + (in.finance_months > 0 ? 0 : in.purchase))) {}

    double cash() const { return cash_; }
    // What is still owed counts against it.
    double free_of_debt() const {
        return month_ >= in_.finance_months ? cash_ : cash_ - debt(in_, month_) * worth_;
    }
    void next_month() {
        ++month_;
        decline_ *= decline_step_;
        worth_ *= worth_step_;
        double const paid = month_ <= in_.finance_months ? instalment_ : 0;
        double const rent = cloud_.falling * decline_ + cloud_.steady;
        cash_ += (rent - own_.month(in_, month_) - paid) * worth_;
    }

private:
    Inputs const& in_;
    CloudBill cloud_;
    OwnBill own_;
    double instalment_, decline_step_, decline_, worth_step_, cash_;
    double worth_ = 1;  // of a month's money today
    int month_ = 0;
};

// The first zero of a curve, by straight lines inside the months.
std::optional<double> crossing(std::vector<double> const& y) {
    if (y.front() >= 0) return 0.0;
    for (std::size_t m = 1; m < y.size(); ++m) {
        if (y[m] >= 0) return static_cast<double>(m - 1) - y[m - 1] / (y[m] - y[m - 1]);
    }
    return std::nullopt;
}

// The cash curve less what is still owed, each month in today's money.
std::vector<double> free_of_debt(Inputs const& in, int months) {
    Course course(in);
    std::vector<double> curve{course.free_of_debt()};
    curve.reserve(static_cast<std::size_t>(months) + 1);
    for (int m = 1; m <= months; ++m) {
        course.next_month();
        curve.push_back(course.free_of_debt());
    }
    return curve;
}

double npv(Inputs const& in) {
    auto const cash = net_cash(in, in.horizon).back();
    return cash + (resale(in, in.horizon) - debt(in, in.horizon)) / grown(in.discount, in.horizon);
}

// Bisection over 0 .. 168 hours; empty when even 168 do not reach it, or when the cloud is stated
// as a sum that hours do not move.
std::optional<double> threshold(Inputs const& in) {
    constexpr double kWeek = 168;
    constexpr int kHalvings = 60;
    if (in.cloud_month) return std::nullopt;
    auto const at = [&](double hours) {
        auto changed = in;
        changed.hours_week = hours;
        changed.idle_hours_week = std::min(in.idle_hours_week, kWeek - hours);
        return npv(changed);
    };
    if (at(0) >= 0) return 0.0;
    if (at(kWeek) < 0) return std::nullopt;
    double low = 0;
    double high = kWeek;
    for (int i = 0; i < kHalvings; ++i) {
        double const middle = (low + high) / 2;
        (at(middle) < 0 ? low : high) = middle;
    }
    return high;
}

Status status_of(Inputs const& in, std::optional<double> even, double first_saving,
                 std::vector<double> const& cash) {
    if (in.purchase <= 0 && in.own_hours * in.own_rate <= 0) return Status::already;
    if (even) return *even <= in.horizon ? Status::pays_back : Status::after_horizon;
    if (first_saving <= 0) return Status::never_running_cost;
    return cash[kCapMonths] < cash[kCapMonths - 1] ? Status::never_declining
                                                   : Status::not_within_cap;
}

void add_hourly(Result& result, Inputs const& in, double owed_cash) {
    double const month_hours = in.hours_week * kWeeksPerMonth;
    if (month_hours <= 0) return;
    double spent = -owed_cash;
    for (int m = 1; m <= in.horizon; ++m) spent += cloud_month(in, m) / grown(in.discount, m);
    spent -= resale(in, in.horizon) / grown(in.discount, in.horizon);
    result.local_cost_per_hour = spent / (month_hours * in.horizon);
    result.cloud_cost_per_local_hour = cloud_month(in, 1) / month_hours;
}

}  // namespace

double cloud_month(Inputs const& in, int month) {
    auto const bill = cloud_bill(in);
    return bill.falling * std::pow(1 - in.cloud_decline, (month - 0.5) / 12) + bill.steady;
}

double local_month(Inputs const& in, int month) {
    return own_bill(in).month(in, month);
}

double instalment(Inputs const& in) {
    if (in.finance_months == 0) return 0;
    double const rate = in.finance_apr / 12;
    if (rate == 0) return in.purchase / in.finance_months;
    return in.purchase * rate / (1 - std::pow(1 + rate, -in.finance_months));
}

double debt(Inputs const& in, int month) {
    if (month >= in.finance_months) return 0;
    double const rate = in.finance_apr / 12;
    if (rate == 0) return in.purchase * (1 - static_cast<double>(month) / in.finance_months);
    return instalment(in) * (1 - std::pow(1 + rate, month - in.finance_months)) / rate;
}

double resale(Inputs const& in, int month) {
    double const base = in.resale_base.value_or(in.purchase);
    return std::max(base * in.resale_floor,
                    base * (1 - in.resale_drop) * std::pow(1 - in.depreciation, month / 12.0));
}

std::vector<double> net_cash(Inputs const& in, int months) {
    Course course(in);
    std::vector<double> cash{course.cash()};
    cash.reserve(static_cast<std::size_t>(months) + 1);
    for (int m = 1; m <= months; ++m) {
        course.next_month();
        cash.push_back(course.cash());
    }
    return cash;
}

std::optional<double> break_even(Inputs const& in) {
    Course course(in);
    double before = course.free_of_debt();
    if (before >= 0) return 0.0;
    for (int m = 1; m <= kCapMonths; ++m) {
        course.next_month();
        double const now = course.free_of_debt();
        if (now >= 0) return m - 1 - before / (now - before);
        before = now;
    }
    return std::nullopt;
}

Result evaluate(Inputs const& in) {
    Result result;
    result.errors = complaints(in);
    if (!result.errors.empty()) return result;
    auto const cash = net_cash(in, kCapMonths);
    auto const owed = free_of_debt(in, kCapMonths);
    auto sold = owed;
    for (int m = 0; m <= kCapMonths; ++m) {
        sold[static_cast<std::size_t>(m)] += resale(in, m) / grown(in.discount, m);
    }
    auto const horizon = static_cast<std::size_t>(in.horizon);
    double const saving = cloud_month(in, 1) - local_month(in, 1);
    result.breakeven_months = crossing(owed);
    result.breakeven_with_resale_months = crossing(sold);
    result.status = status_of(in, result.breakeven_months, saving, cash);
    if (saving > 0) result.simple_months = in.purchase / saving;
    result.monthly_cloud = cloud_month(in, 1);
    result.monthly_local = local_month(in, 1);
    result.monthly_saving = saving;
    result.npv_horizon = sold[horizon];
    result.net_cash_horizon = owed[horizon];
    result.resale_horizon = resale(in, in.horizon);
    result.wall_load_w = wall_of(in, in.load_w);
    result.threshold_hours_week = threshold(in);
    add_hourly(result, in, owed[horizon]);
    return result;
}

}  // namespace rigcheck::payback
