#include <fmt/format.h>

#include <algorithm>

#include "checklists/power/supply.hpp"
#include "wizard/po/language.hpp"
#include "wizard/screens/money.hpp"
#include "wizard/screens/payback.hpp"

// rigcheck payback --explain: every figure of the first month and of the horizon, in the order in
// which the model reckons. Each line repeats the formula with its numbers.
namespace rigcheck {
namespace {

using namespace payback;

class Steps {
public:
    Steps(Inputs const& in, std::string currency) : in_(in), currency_(std::move(currency)) {}

    std::vector<std::string> take() {
        result_ = evaluate(in_);
        electricity();
        upkeep();
        cloud();
        saving();
        later();
        return std::move(lines_);
    }

private:
    std::string cash(double amount) const {
        bool const small = amount > 0 && amount < 1;  // the price of a kWh
        return small ? fmt::format("{:.4g} {}", amount, currency_)
                     : fmt::format("{:.2f} {}", amount, currency_);
    }
    static std::string n(double number) { return short_number(number); }
    template <class... Values>
    void line(std::string const& text, Values const&... values) {
        lines_.push_back(fill_in(text, values...));
    }

    double wall(double load_w, std::string const& what) {
        double const efficiency =
            load_w > 0 ? power::efficiency(load_w, in_.psu_w, in_.psu_tier, in_.mains) : 1;
        double const watts = load_w / efficiency;
        line(_("{}: {} W / {} (supply of {} W, {}, {} V) = {} W at the wall"), what, n(load_w),
             fmt::format("{:.3f}", efficiency), n(in_.psu_w), enum_name(in_.psu_tier),
             enum_name(in_.mains), fmt::format("{:.1f}", watts));
        return watts;
    }

    void electricity() {
        double const load = wall(in_.load_w, _("At work"));
        double const idle = in_.idle_hours_week > 0 ? wall(in_.idle_w, _("At rest")) : 0;
        double const hours = in_.hours_week * load + in_.idle_hours_week * idle;
        double const kwh = hours * in_.cooling / 1000 * kWeeksPerMonth;
        line(_("Energy: ({} h x {} W + {} h x {} W) x {} for cooling / 1000 x {} weeks = {} kWh a "
               "month"),
             n(in_.hours_week), fmt::format("{:.1f}", load), n(in_.idle_hours_week),
             fmt::format("{:.1f}", idle), n(in_.cooling), fmt::format("{:.3f}", kWeeksPerMonth),
             fmt::format("{:.1f}", kwh));
        line(_("Electricity: {} kWh x {} = {} a month"), fmt::format("{:.1f}", kwh),
             cash(in_.price_kwh), cash(kwh * in_.price_kwh));
    }

    void upkeep() {
        line(_("Upkeep: {} a year of {} / 12 = {} a month"), n(in_.maintenance), cash(in_.purchase),
             cash(in_.maintenance / 12 * in_.purchase));
        if (in_.failure_rate > 0 && in_.failure_cost > 0) {
            line(_("Failures, after {} months of warranty: {} a year x {} / 12 = {} a month"),
                 n(in_.warranty_months), n(in_.failure_rate), cash(in_.failure_cost),
                 cash(in_.failure_rate / 12 * in_.failure_cost));
        }
        if (in_.finance_months > 0) {
            line(_("Instalment: {} over {} months at {} a year = {} a month"), cash(in_.purchase),
                 in_.finance_months, n(in_.finance_apr), cash(instalment(in_)));
        }
        line(_("The machine, first month: {}"), cash(local_month(in_, 1)));
    }

    void cloud() {
        if (in_.cloud_month) {
            line(_("The cloud, as you stated it: {} a month"), cash(*in_.cloud_month));
        } else {
            double const work = in_.hours_week * in_.speed_ratio;
            double const billed =
                (work * (1 + in_.idle_waste) + in_.sessions_week * in_.startup_hours) *
                kWeeksPerMonth;
            line(_("Rented hours for the same work: ({} h x speed {} x (1 + {} unused) + {} starts "
                   "x "
                   "{} h) x {} weeks = {} h a month"),
                 n(in_.hours_week), n(in_.speed_ratio), n(in_.idle_waste), n(in_.sessions_week),
                 n(in_.startup_hours), fmt::format("{:.3f}", kWeeksPerMonth),
                 fmt::format("{:.1f}", billed));
            rent(billed);
            line(_("Data: {} GB x {} + {} GB beyond the free ones x {} + {} fixed"),
                 n(in_.storage_gb), cash(in_.storage_price),
                 n(std::max(0.0, in_.egress_gb - in_.egress_free_gb)), cash(in_.egress_price),
                 cash(in_.cloud_fixed_month));
        }
        if (in_.cloud_decline != 0) {
            line(_("Falling prices: {} a year, in month m the factor (1 - {})^((m - 0.5) / 12)"),
                 n(in_.cloud_decline), n(in_.cloud_decline));
        }
        line(_("The cloud, first month: {}"), cash(cloud_month(in_, 1)));
    }

    void rent(double billed) {
        auto const hours = fmt::format("{:.1f}", billed);
        if (in_.cloud_mode == CloudMode::on_demand) {
            line(_("Rent: {} h x {} = {}"), hours, cash(in_.price_hour),
                 cash(billed * in_.price_hour));
        } else if (in_.cloud_mode == CloudMode::spot) {
            double const extra = 1 + in_.interruptions_hour * in_.lost_hours;
            line(_("Rent, spot: {} h x (1 + {} interruptions an hour x {} h lost) x {} = {}"),
                 hours, n(in_.interruptions_hour), n(in_.lost_hours), cash(in_.spot_hour),
                 cash(billed * extra * in_.spot_hour));
        } else {
            line(_("Rent, reserved: every hour of the month, {} h, of as many machines as the {} "
                   "hours need, x {}"),
                 n(kHoursPerMonth), hours, cash(in_.reserved_hour));
        }
    }

    void saving() {
        line(_("Saving, first month: {} - {} = {}"), cash(cloud_month(in_, 1)),
             cash(local_month(in_, 1)), cash(result_.monthly_saving.value_or(0)));
        if (result_.simple_months) {
            line(_("Simply: {} / {} = {} months"), cash(in_.purchase),
                 cash(*result_.monthly_saving), fmt::format("{:.3f}", *result_.simple_months));
        }
        auto const even = result_.breakeven_months
                              ? fmt::format("{:.3f}", *result_.breakeven_months)
                              : _("never within 120");
        line(_("Month by month, at {} interest a year, with the loan repaid: {} months"),
             n(in_.discount), even);
    }

    void later() {
        line(
            _("Resale after {} months: {} x (1 - {}) x (1 - {})^({} / 12), at least {} of it = {}"),
            in_.horizon, cash(in_.resale_base.value_or(in_.purchase)), n(in_.resale_drop),
            n(in_.depreciation), in_.horizon, n(in_.resale_floor),
            cash(result_.resale_horizon.value_or(0)));
        line(_("After {} months: cash {} + resale in today's money = {}"), in_.horizon,
             cash(result_.net_cash_horizon.value_or(0)), cash(result_.npv_horizon.value_or(0)));
        if (result_.threshold_hours_week) {
            line(_("Hours a week at which that would be zero: {}"),
                 fmt::format("{:.2f}", *result_.threshold_hours_week));
        }
    }

    Inputs const& in_;
    std::string currency_;
    Result result_;
    std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> payback_steps(Inputs const& inputs, std::string const& currency) {
    return Steps(inputs, currency).take();
}

}  // namespace rigcheck
