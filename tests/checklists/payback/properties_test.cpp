// What must hold for any inputs, tried on random ones.
#include <catch2/catch.hpp>
#include <random>

#include "checklists/payback/estimate.hpp"
#include "checklists/payback/model.hpp"

namespace rigcheck::payback {
namespace {

constexpr int kRuns = 400;
constexpr double kNever = 1e9;

class Dice {
public:
    double between(double low, double high) {
        return std::uniform_real_distribution(low, high)(random_);
    }
    Inputs inputs() {
        Inputs in;
        in.purchase = between(0, 8000);
        in.load_w = between(50, 1500);
        in.idle_w = between(0, 200);
        in.psu_w = between(450, 2000);
        in.price_kwh = between(0, 0.6);
        in.hours_week = between(0, 140);
        in.idle_hours_week = between(0, 28);
        in.maintenance = between(0, 0.05);
        in.speed_ratio = between(0.2, 4);
        in.price_hour = between(0, 5);
        in.idle_waste = between(0, 1);
        in.storage_gb = between(0, 500);
        in.storage_price = between(0, 0.2);
        in.cloud_decline = between(0, 0.25);
        in.discount = between(0, 0.1);
        in.depreciation = between(0.1, 0.5);
        in.finance_months = static_cast<int>(between(0, 24));
        in.finance_apr = between(0, 0.2);
        return in;
    }

private:
    std::mt19937 random_{5};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same on every run
};

double even(Inputs const& in) {
    return break_even(in).value_or(kNever);
}

// An hour of work costs more in the cloud than its electricity here; otherwise every hour loses.
bool hours_pay(Inputs const& in) {
    auto none = in;
    none.hours_week = 0;
    auto one = in;
    one.hours_week = 1;
    double const rent = cloud_month(one, kCapMonths) - cloud_month(none, kCapMonths);
    return rent > local_month(one, 1) - local_month(none, 1);
}

TEST_CASE("more hours never lengthen the payback", "[payback]") {
    Dice dice;
    int tried = 0;
    for (int i = 0; i < kRuns; ++i) {
        auto const in = dice.inputs();
        if (!hours_pay(in)) continue;
        auto more = in;
        more.hours_week = std::min(in.hours_week * 1.2, 168 - in.idle_hours_week);
        CHECK(even(more) <= even(in) + 1e-9);
        ++tried;
    }
    CHECK(tried > kRuns / 4);
}

TEST_CASE("a dearer cloud never lengthens the payback", "[payback]") {
    Dice dice;
    for (int i = 0; i < kRuns; ++i) {
        auto const in = dice.inputs();
        auto dearer = in;
        dearer.price_hour = in.price_hour * 1.1 + 0.01;
        CHECK(even(dearer) <= even(in) + 1e-9);
        dearer = in;
        dearer.storage_price *= 2;
        CHECK(even(dearer) <= even(in) + 1e-9);
    }
}

TEST_CASE("the band holds the point, and is in order", "[payback]") {
    Dice dice;
    int with_point = 0;
    for (int i = 0; i < kRuns / 4; ++i) {
        auto const in = dice.inputs();
        auto const found = band(in, usual_ranges(in), 1000);
        double const p10 = found.p10.value_or(kNever);
        double const p90 = found.p90.value_or(kNever);
        CHECK(p10 <= found.p50.value_or(kNever));
        CHECK(found.p50.value_or(kNever) <= p90);
        CHECK(p10 <= even(in) + 1e-6);
        CHECK(even(in) <= p90 + 1e-6);
        with_point += even(in) < kNever ? 1 : 0;
    }
    CHECK(with_point > kRuns / 20);
}

TEST_CASE("the cash band encloses the middle and starts with it", "[payback]") {
    Dice dice;
    auto in = dice.inputs();
    in.finance_months = 0;
    auto const middle = net_cash(in, 36);
    auto const found = cash_band(in, usual_ranges(in), 36);
    REQUIRE(found.p10.size() == 37);
    CHECK(found.p10.front() == Approx(middle.front()));
    for (std::size_t m = 0; m < middle.size(); ++m) {
        CHECK(found.p10[m] <= middle[m] + 1e-6);
        CHECK(middle[m] <= found.p90[m] + 1e-6);
    }
}

TEST_CASE("the fast course and the formulas agree", "[payback]") {
    Dice dice;
    for (int i = 0; i < 50; ++i) {
        auto const in = dice.inputs();
        double cash = net_cash(in, 0).front();
        auto const curve = net_cash(in, 60);
        for (int m = 1; m <= 60; ++m) {
            double const paid = m <= in.finance_months ? instalment(in) : 0;
            cash += (cloud_month(in, m) - local_month(in, m) - paid) /
                    std::pow(1 + in.discount, m / 12.0);
            CHECK(curve[static_cast<std::size_t>(m)] == Approx(cash).margin(1e-6));
        }
    }
}

TEST_CASE("edges: no hours, a free cloud, the longest horizon", "[payback]") {
    Inputs in;
    in.purchase = 1000;
    in.price_hour = 1;
    in.load_w = 300;
    in.hours_week = 0;
    CHECK(evaluate(in).status == Status::never_running_cost);
    CHECK_FALSE(evaluate(in).local_cost_per_hour.has_value());
    in.hours_week = 40;
    in.price_hour = 0;
    CHECK(evaluate(in).status == Status::never_running_cost);
    CHECK_FALSE(evaluate(in).threshold_hours_week.has_value());
    in.price_hour = 1;
    in.horizon = 120;
    CHECK(evaluate(in).status == Status::pays_back);
    in.horizon = 121;
    CHECK(evaluate(in).errors == std::vector<std::string>{"horizon must be 1..120"});
}

}  // namespace
}  // namespace rigcheck::payback
