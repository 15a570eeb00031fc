#include "checklists/payback/inputs.hpp"

#include <cmath>

namespace rigcheck::payback {
namespace {

constexpr double kHoursInWeek = 168;
constexpr double kMost = 1e12;
constexpr int kLongestHorizon = 120;

class Check {
public:
    void range(char const* field, double value, double least, double most, char const* words) {
        if (!std::isfinite(value) || value < least || value > most) {
            faults.push_back(std::string(field) + " must be " + words);
        }
    }
    void amount(char const* field, double value) {
        range(field, value, 0, kMost, "finite and >= 0");
    }
    void share(char const* field, double value) { range(field, value, 0, 1, "from 0 to 1"); }

    std::vector<std::string> faults;
};

void check_machine(Check& check, Inputs const& in) {
    check.amount("purchase", in.purchase);
    check.amount("own_hours", in.own_hours);
    check.amount("own_rate", in.own_rate);
    check.amount("resale_base", in.resale_base.value_or(0));
    check.share("resale_drop", in.resale_drop);
    check.range("depreciation", in.depreciation, 0, std::nextafter(1.0, 0.0), "0 or more, below 1");
    check.share("resale_floor", in.resale_floor);
    check.amount("load_w", in.load_w);
    check.amount("idle_w", in.idle_w);
    check.range("psu_w", in.psu_w, 1, kMost, "at least 1");
    check.range("cooling", in.cooling, 1, 10, "from 1 to 10");
    check.amount("price_kwh", in.price_kwh);
    check.amount("maintenance", in.maintenance);
    check.amount("failure_rate", in.failure_rate);
    check.amount("failure_cost", in.failure_cost);
    check.amount("warranty_months", in.warranty_months);
}

void check_cloud(Check& check, Inputs const& in) {
    check.range("speed_ratio", in.speed_ratio, 1e-6, 1e6, "> 0");
    check.amount("price_hour", in.price_hour);
    check.amount("spot_hour", in.spot_hour);
    check.amount("reserved_hour", in.reserved_hour);
    check.amount("interruptions_hour", in.interruptions_hour);
    check.amount("lost_hours", in.lost_hours);
    check.amount("sessions_week", in.sessions_week);
    check.amount("startup_hours", in.startup_hours);
    check.amount("idle_waste", in.idle_waste);
    check.amount("storage_gb", in.storage_gb);
    check.amount("storage_price", in.storage_price);
    check.amount("egress_gb", in.egress_gb);
    check.amount("egress_free_gb", in.egress_free_gb);
    check.amount("egress_price", in.egress_price);
    check.amount("cloud_fixed_month", in.cloud_fixed_month);
    check.amount("cloud_month", in.cloud_month.value_or(0));
    check.range("cloud_decline", in.cloud_decline, -0.5, std::nextafter(1.0, 0.0),
                "from -0.5 to below 1");
}

}  // namespace

std::vector<std::string> complaints(Inputs const& in) {
    Check check;
    check.range("hours_week", in.hours_week, 0, kHoursInWeek, "0..168");
    check.range("idle_hours_week", in.idle_hours_week, 0, kHoursInWeek, "0..168");
    if (in.hours_week + in.idle_hours_week > kHoursInWeek) {
        check.faults.emplace_back("hours_week + idle_hours_week exceed 168");
    }
    check_machine(check, in);
    check_cloud(check, in);
    check.range("discount", in.discount, 0, 1, "from 0 to 1");
    check.range("finance_apr", in.finance_apr, 0, 1, "from 0 to 1");
    check.range("finance_months", in.finance_months, 0, kLongestHorizon, "0..120");
    check.range("horizon", in.horizon, 1, kLongestHorizon, "1..120");
    return check.faults;
}

}  // namespace rigcheck::payback
