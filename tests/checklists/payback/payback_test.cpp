// The payback model: by hand where a person can check it, and against the reference cases where
// they are at hand (../shared/data).
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "checklists/payback/uncertainty.hpp"
#include "probe/facts/json.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck::payback {
namespace {

constexpr char const* kGolden = RIGCHECK_SOURCE_DIR "/../shared/data/payback-golden.json";

Json golden() {
    if (!std::filesystem::exists(kGolden)) {
        WARN("not at hand: " << kGolden);
        return {{"cases", Json::array()}, {"uncertainty", nullptr}};
    }
    return Json::parse(test::read_file(kGolden));
}

Inputs inputs_from(Json const& json) {
    Inputs in;
    read_json(json, in);
    return in;
}

double tolerance_of(std::string const& name) {
    bool const months = name.ends_with("months");
    return months ? 0.001 : 0.01;
}

TEST_CASE("the seed's claim: 2965 against 800 a month is 3.7 months", "[payback]") {
    Inputs in;
    in.purchase = 356 + 1187 + 114 + 305 + 399 + 241 + 249 + 114;
    in.cloud_month = 800;
    in.depreciation = 0;
    in.resale_drop = 1;
    auto const result = evaluate(in);
    CHECK(in.purchase == 2965);
    CHECK(result.status == Status::pays_back);
    CHECK(result.simple_months.value() == Approx(3.70625));
    CHECK(result.breakeven_months.value() == Approx(3.70625));
    CHECK(result.npv_horizon.value() == Approx(36 * 800 - 2965));
    CHECK_FALSE(result.threshold_hours_week.has_value());
}

TEST_CASE("never has its reasons, already is one of its own", "[payback]") {
    Inputs in;
    in.purchase = 1000;
    in.price_hour = 0.1;
    in.load_w = 1500;
    in.psu_w = 2000;
    in.price_kwh = 1;
    CHECK(evaluate(in).status == Status::never_running_cost);
    in.price_kwh = 0.01;
    in.hours_week = 1;
    CHECK(evaluate(in).status == Status::not_within_cap);
    in.hours_week = 100;
    in.price_hour = 0.2;
    in.price_kwh = 0.1;
    in.load_w = 500;
    in.cloud_decline = 0.6;
    in.purchase = 5000;
    CHECK(evaluate(in).status == Status::never_declining);
    in.cloud_decline = 0;
    CHECK(evaluate(in).status == Status::after_horizon);
    in.purchase = 0;
    CHECK(evaluate(in).status == Status::already);
    in.hours_week = 169;
    auto const wrong = evaluate(in);
    CHECK(wrong.status == Status::invalid);
    REQUIRE(wrong.errors.size() == 2);
    CHECK(wrong.errors.front() == "hours_week must be 0..168");
}

TEST_CASE("every number is bounded", "[payback]") {
    for (auto const* field :
         {"purchase", "own_hours", "psu_w", "price_kwh", "speed_ratio", "price_hour", "storage_gb",
          "cooling", "depreciation", "cloud_decline", "discount", "cloud_month", "resale_base",
          "warranty_months", "finance_apr"}) {
        INFO(field);
        for (auto const value : {-1.0, -1e300, 1e300}) {
            Inputs in;
            read_json(Json{{field, value}}, in);
            CHECK(evaluate(in).status == Status::invalid);
        }
    }
}

TEST_CASE("a reservation is paid whole, a loan is repaid", "[payback]") {
    Inputs in;
    in.cloud_mode = CloudMode::reserved;
    in.reserved_hour = 1;
    in.hours_week = 1;
    CHECK(cloud_month(in, 1) == Approx(730.5));
    in.hours_week = 168;
    in.speed_ratio = 1.1;
    CHECK(cloud_month(in, 1) == Approx(2 * 730.5));

    in.purchase = 2400;
    in.finance_months = 24;
    CHECK(instalment(in) == Approx(100));
    CHECK(debt(in, 12) == Approx(1200));
    in.finance_apr = 0.12;
    CHECK(instalment(in) == Approx(112.976).epsilon(1e-5));
    CHECK(debt(in, 0) == Approx(2400));
    CHECK(debt(in, 24) == 0);
}

TEST_CASE("the reference cases agree", "[payback]") {
    auto const reference = golden();
    for (auto const& one : reference.at("cases")) {
        INFO(one.at("name").get<std::string>());
        auto const result = to_json(evaluate(inputs_from(one.at("inputs"))));
        for (auto const& [name, expected] : one.at("expected").items()) {
            INFO(name);
            if (name == "errors") {
                CHECK(result.at("errors").size() >= expected.size());
            } else if (expected.is_number()) {
                REQUIRE(result.at(name).is_number());
                CHECK(std::abs(result.at(name).get<double>() - expected.get<double>()) <=
                      tolerance_of(name));
            } else {
                CHECK(result.at(name) == expected);
            }
        }
    }
    if (reference.at("cases").empty()) return;
    CHECK(to_json(Inputs{}) == Json(reference.at("defaults")));
}

TEST_CASE("the reference band and tornado agree to the last digit shown", "[payback]") {
    auto const reference = golden().at("uncertainty");
    if (reference.is_null()) return;
    auto const base = inputs_from(reference.at("inputs"));
    std::vector<Range> ranges;
    for (auto const& [name, three] : reference.at("ranges").items()) {
        ranges.push_back({name, three.at(0), three.at(1), three.at(2)});
    }
    auto const rounded = [](std::optional<double> value) {
        return std::round(value.value() * 100) / 100;
    };
    auto const& expected = reference.at("expected");
    auto const found = band(base, ranges);
    CHECK(rounded(found.p10) == expected.at("band").at("p10").get<double>());
    CHECK(rounded(found.p50) == expected.at("band").at("p50").get<double>());
    CHECK(rounded(found.p90) == expected.at("band").at("p90").get<double>());
    CHECK(found.share_within_horizon ==
          Approx(expected.at("band").at("share_within_horizon").get<double>()).margin(0.0001));
    auto const rows = tornado(base, ranges);
    REQUIRE(rows.size() == expected.at("tornado").size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const& row = expected.at("tornado").at(i);
        INFO(rows[i].input);
        CHECK(rows[i].input == row.at("input"));
        CHECK(rows[i].swing == Approx(row.at("swing").get<double>()).margin(0.006));
    }
}

TEST_CASE("a band that never pays says never", "[payback]") {
    Inputs in;
    in.purchase = 1000;
    in.price_hour = 0.001;
    auto const found = band(in, {{"hours_week", 1, 2, 3}}, 100);
    CHECK_FALSE(found.p10.has_value());
    CHECK(found.share_within_horizon == 0);
    CHECK(tornado(in, {{"hours_week", 1, 2, 3}}).front().swing == 0);
    CHECK(complaint({"hours_weak", 1, 2, 3}) == "hours_weak: no such number");
    CHECK_FALSE(complaint({"hours_week", 3, 2, 1}).empty());
    CHECK(complaint({"hours_week", 1, 2, 3}).empty());
}

}  // namespace
}  // namespace rigcheck::payback
