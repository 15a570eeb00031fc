#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/knowledge/psu.hpp"

// Owning a machine against renting one in a cloud, for the same work.
// All money in one currency; watts on the DC side; rates a year as fractions; hours a week.
namespace rigcheck::payback {

enum class CloudMode { on_demand, spot, reserved };

struct Inputs {
    // The machine.
    double purchase = 0;                // money
    double own_hours = 0;               // of one's own work to build it
    double own_rate = 0;                // money an hour of that
    std::optional<double> resale_base;  // what resale is counted from; the purchase when empty
    double resale_drop = 0.10;          // lost at once: fees, and "used"
    double depreciation = 0.20;         // a year, after that
    double resale_floor = 0;            // share that is never lost
    // Its electricity.
    double load_w = 0, idle_w = 0;
    double psu_w = 750;
    PsuTier psu_tier = PsuTier::gold;
    Mains mains = Mains::v230;
    double cooling = 1;  // 1.3: thirty percent more for air conditioning
    double price_kwh = 0.15;
    double hours_week = 40;      // at load
    double idle_hours_week = 0;  // switched on without work
    // Its upkeep.
    double maintenance = 0;   // a year, of the purchase
    double failure_rate = 0;  // a year, after the warranty
    double failure_cost = 0;
    double warranty_months = 24;
    // The cloud.
    double speed_ratio = 1;  // work of the machine in an hour / work of the rented one in an hour
    CloudMode cloud_mode = CloudMode::on_demand;
    double price_hour = 0, spot_hour = 0, reserved_hour = 0;
    double interruptions_hour = 0;  // of spot machines
    double lost_hours = 0;          // work lost by each
    double sessions_week = 0, startup_hours = 0;
    double idle_waste = 0;  // rented and unused, as a share of the work
    double storage_gb = 0, storage_price = 0;
    double egress_gb = 0, egress_free_gb = 0, egress_price = 0;  // a month
    double cloud_fixed_month = 0;
    std::optional<double> cloud_month;  // stated as a sum, instead of all of these
    double cloud_decline = 0;           // of the price, a year
    // Money over time.
    double discount = 0;
    double finance_apr = 0;
    int finance_months = 0;
    int horizon = 36;  // months

    static constexpr auto fields() {
        using I = Inputs;
        return field_list(
            field("purchase", &I::purchase), field("own_hours", &I::own_hours),
            field("own_rate", &I::own_rate), field("resale_base", &I::resale_base),
            field("resale_drop", &I::resale_drop), field("depreciation", &I::depreciation),
            field("resale_floor", &I::resale_floor), field("load_w", &I::load_w),
            field("idle_w", &I::idle_w), field("psu_w", &I::psu_w), field("psu_tier", &I::psu_tier),
            field("mains", &I::mains), field("cooling", &I::cooling),
            field("price_kwh", &I::price_kwh), field("hours_week", &I::hours_week),
            field("idle_hours_week", &I::idle_hours_week), field("maintenance", &I::maintenance),
            field("failure_rate", &I::failure_rate), field("failure_cost", &I::failure_cost),
            field("warranty_months", &I::warranty_months), field("speed_ratio", &I::speed_ratio),
            field("cloud_mode", &I::cloud_mode), field("price_hour", &I::price_hour),
            field("spot_hour", &I::spot_hour), field("interruptions_hour", &I::interruptions_hour),
            field("lost_hours", &I::lost_hours), field("reserved_hour", &I::reserved_hour),
            field("sessions_week", &I::sessions_week), field("startup_hours", &I::startup_hours),
            field("idle_waste", &I::idle_waste), field("storage_gb", &I::storage_gb),
            field("storage_price", &I::storage_price), field("egress_gb", &I::egress_gb),
            field("egress_free_gb", &I::egress_free_gb), field("egress_price", &I::egress_price),
            field("cloud_fixed_month", &I::cloud_fixed_month),
            field("cloud_month", &I::cloud_month), field("cloud_decline", &I::cloud_decline),
            field("discount", &I::discount), field("finance_apr", &I::finance_apr),
            field("finance_months", &I::finance_months), field("horizon", &I::horizon));
    }
};

// Each as "field must be …". Empty when the inputs can be reckoned with.
std::vector<std::string> complaints(Inputs const& inputs);

}  // namespace rigcheck::payback

template <>
struct rigcheck::EnumNames<rigcheck::payback::CloudMode> {
    static constexpr std::array names{"on_demand", "spot", "reserved"};
};
