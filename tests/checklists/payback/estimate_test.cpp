// From a machine and what its owner says to the inputs of the payback.
#include "checklists/payback/estimate.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "checklists/payback/model.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck::payback {
namespace {

constexpr char const* kToday = "2026-11-21";

GpuModel const* card(char const* name) {
    auto const* const model = find_gpu_model(name);
    REQUIRE(model != nullptr);
    return model;
}

std::optional<Speed> speed(char const* own, char const* rented, int own_count = 1,
                           int rented_count = 1, Precision precision = Precision::fp16) {
    return speed_ratio({card(own), own_count}, {card(rented), rented_count}, precision);
}

Question planned(char const* name) {
    Question question;
    question.card = name;
    question.prices = cloud_prices();
    question.today = kToday;
    question.stated.values.purchase = 2500;
    question.stated.values.hours_week = 20;
    question.stated.names = {"purchase", "hours_week"};
    return question;
}

std::vector<Open> open_of(Estimate const& estimate) {
    std::vector<Open> about;
    for (auto const& open : estimate.open) about.push_back(open.about);
    return about;
}

TEST_CASE("speeds come from the same software, or are called estimates", "[payback]") {
    CHECK(speed("RTX 2080 Ti", "Tesla V100 SXM2 16 GB")->ratio == Approx(0.528).margin(0.001));
    CHECK(speed("RTX 2080 Ti", "Tesla V100 SXM2 16 GB", 1, 1, Precision::fp32)->ratio ==
          Approx(0.629).margin(0.001));
    auto const youngest = speed("RTX 4090", "Tesla V100 SXM2 16 GB");
    CHECK(youngest->basis == SpeedBasis::measured);
    CHECK(youngest->ratio == Approx(1.976).margin(0.001));
    CHECK(youngest->low == Approx(1.562).margin(0.001));
    CHECK(youngest->high == Approx(3.403).margin(0.001));
    auto const same = speed("RTX 5090", "RTX 5090");
    CHECK(same->basis == SpeedBasis::same_card);
    CHECK(same->ratio == 1);
    auto const guess = speed("RTX 5090", "H200 SXM 141 GB");
    CHECK(guess->basis == SpeedBasis::estimated);
    CHECK(guess->low == Approx(0.6 * guess->ratio));
    CHECK(guess->high == Approx(1.5 * guess->ratio));
    CHECK_FALSE(speed("Radeon RX 7900 XTX", "Tesla V100 SXM2 16 GB").has_value());
    CHECK_FALSE(speed_ratio({nullptr, 1}, {card("RTX 4090"), 1}, Precision::fp16).has_value());
}

TEST_CASE("several cards: measured together, else multiplied and said so", "[payback]") {
    auto const together = speed("RTX 3090", "RTX 3090", 2, 4);
    REQUIRE(together.has_value());
    CHECK(together->basis == SpeedBasis::measured);
    CHECK(together->ratio > 0.4);
    CHECK(together->ratio < 0.75);
    auto const multiplied = speed("RTX 4090", "Tesla V100 SXM2 16 GB", 3);
    CHECK(multiplied->basis == SpeedBasis::scaled);
    CHECK(multiplied->ratio == Approx(3 * 1.976).margin(0.01));
    CHECK(multiplied->low < 3 * 1.562);
}

// The rows that are compared lie within the error that the code claims for its estimate.
TEST_CASE("the estimate is as good as it says", "[payback]") {
    std::vector<double> errors;
    for (auto const& a : gpu_models()) {
        for (auto const& b : gpu_models()) {
            auto const measured = speed_ratio({&a, 1}, {&b, 1}, Precision::fp16);
            if (&a == &b || !measured || measured->basis != SpeedBasis::measured) continue;
            auto unmeasured = a;
            unmeasured.measured_as.clear();
            auto const guess = speed_ratio({&unmeasured, 1}, {&b, 1}, Precision::fp16);
            if (!guess) continue;
            errors.push_back(
                std::max(guess->ratio / measured->ratio, measured->ratio / guess->ratio));
        }
    }
    std::sort(errors.begin(), errors.end());
    REQUIRE(errors.size() > 100);
    CHECK(errors[errors.size() / 2] < 1.2);
    CHECK(errors[errors.size() * 9 / 10] < 1.6);
}

TEST_CASE("the order of a price table changes nothing", "[payback]") {
    auto question = planned("RTX 4090");
    auto const first = estimate(question);
    std::reverse(question.prices.begin(), question.prices.end());
    auto const second = estimate(question);
    REQUIRE(first.offer.has_value());
    REQUIRE(second.offer.has_value());
    CHECK(first.offer->price.instance == second.offer->price.instance);
    CHECK(first.inputs.price_hour == second.inputs.price_hour);
    CHECK(first.inputs.spot_hour == second.inputs.spot_hour);
    Comparison const with{.own = first.own, .precision = {}, .money = {}, .today = kToday};
    auto const a = offers(cloud_prices(), with, {});
    auto const b = offers(question.prices, with, {});
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i].price.instance == b[i].price.instance);
}

TEST_CASE("the equivalent is at AWS, on offer, young, and has the memory", "[payback]") {
    auto const found = estimate(planned("RTX 4090"));
    REQUIRE(found.offer.has_value());
    auto const& offer = *found.offer;
    CHECK(offer.price.provider == "aws");
    CHECK_FALSE(offer.price.retired);
    CHECK(offer.age_days < 365);
    CHECK(offer.enough_memory);
    CHECK(offer.price.gpus == 1);
    CHECK(found.open.empty());
    auto named = planned("RTX 4090");
    named.wish.instance = "p3.2xlarge";
    CHECK(estimate(named).inputs.price_hour == Approx(3.06));
    named.wish = {.provider = "gcp", .instance = {}, .region = {}};
    CHECK(estimate(named).offer->price.provider == "gcp");
}

TEST_CASE("what no table knows is asked, never guessed", "[payback]") {
    auto const strange = estimate(planned("Frobnicator 9"));
    CHECK(open_of(strange) == std::vector{Open::card, Open::cloud_price, Open::watts});
    auto answered = planned("Frobnicator 9");
    answered.stated.values.speed_ratio = 0.5;
    answered.stated.values.price_hour = 1.2;
    answered.stated.values.load_w = 300;
    answered.stated.names.insert({"speed_ratio", "price_hour", "load_w"});
    auto const told = estimate(answered);
    CHECK(told.open.empty());
    CHECK_FALSE(told.offer.has_value());
    CHECK(told.inputs.speed_ratio == 0.5);
    Question nothing;
    nothing.prices = cloud_prices();
    nothing.today = kToday;
    CHECK(open_of(estimate(nothing)) ==
          std::vector{Open::purchase, Open::card, Open::cloud_price, Open::watts});
}

TEST_CASE("another currency needs a rate, and one rate is enough", "[payback]") {
    auto question = planned("RTX 4090");
    question.money.currency = "EUR";
    question.country = "DE";
    auto const asked = estimate(question);
    CHECK(open_of(asked) == std::vector{Open::currency});
    CHECK(asked.inputs.price_kwh == Approx(0.3835));  // a price in euros stands in the table
    question.money.rates["USD"] = 0.9;
    auto const told = estimate(question);
    CHECK(told.open.empty());
    CHECK(told.inputs.price_hour == Approx(1.861 * 0.9).margin(0.001));
    question.country = "US";
    CHECK(estimate(question).inputs.price_kwh == Approx(0.193 * 0.9));
    CHECK(estimate(question).inputs.mains == Mains::v115);
}

TEST_CASE("a probed machine fills itself", "[payback]") {
    Question question;
    question.machine = read_snapshot(test::Tree("pcie-idle-nvidia.tree").machine());
    question.prices = cloud_prices();
    question.today = kToday;
    question.bought.parts = {{"RTX 3090", 1500, 1}, {"the rest", 500, 2}};
    question.bought.psu_w = 850;
    auto const found = estimate(question);
    CHECK(found.open.empty());
    CHECK(found.own.model == card("RTX 3090"));
    CHECK(found.own.count == 1);
    CHECK(found.inputs.purchase == 2500);
    CHECK(found.inputs.psu_w == 850);
    CHECK(found.inputs.load_w > 500);
    CHECK(found.inputs.load_w < 700);
    CHECK_FALSE(found.parts.empty());
    for (auto const& assumption : found.assumptions) CHECK(assumption.input != "cloud_month");
}

TEST_CASE("a stated value is never replaced", "[payback]") {
    auto question = planned("RTX 4090");
    for (auto const& name : input_names()) question.stated.names.insert(name);
    question.stated.values = Inputs{};
    question.stated.values.purchase = 1;
    question.stated.values.price_hour = 9;
    auto const found = estimate(question);
    CHECK(found.assumptions.empty());
    CHECK(found.inputs.price_hour == 9);
    CHECK(found.inputs.depreciation == Inputs{}.depreciation);
}

TEST_CASE("a range lies around the value; what is outside the usual was meant", "[payback]") {
    Inputs in;
    in.hours_week = 100;
    in.idle_hours_week = 50;
    in.depreciation = 0.9;
    in.cloud_decline = 0.05;
    auto const ranges = usual_ranges(in);
    auto const find = [&](std::string const& name) {
        return std::find_if(ranges.begin(), ranges.end(),
                            [&](Range const& range) { return range.input == name; });
    };
    REQUIRE(find("hours_week") != ranges.end());
    CHECK(find("hours_week")->low == 50);
    CHECK(find("hours_week")->high == 118);  // no more hours in a week
    CHECK(find("depreciation") == ranges.end());
    CHECK(find("cloud_decline")->mode == 0.05);
    for (auto const& range : ranges) CHECK(complaint(range).empty());
}

TEST_CASE("a contract without a known price is not free", "[payback]") {
    auto question = planned("RTX 4090");
    question.stated.values.cloud_mode = CloudMode::reserved;
    question.stated.names.insert("cloud_mode");
    CHECK(open_of(estimate(question)) == std::vector{Open::contract_price});
    question.stated.values.cloud_mode = CloudMode::spot;
    auto const spot = estimate(question);
    CHECK(spot.open.empty());
    CHECK(spot.inputs.spot_hour > 0);
    CHECK(spot.inputs.spot_hour < spot.inputs.price_hour);
}

TEST_CASE("a card without tensor units is not ranked above its bigger sister", "[payback]") {
    auto const guessed = speed("GTX 1080", "Tesla V100 SXM2 16 GB");
    auto const measured = speed("GTX 1080 Ti", "Tesla V100 SXM2 16 GB");
    CHECK(guessed->basis == SpeedBasis::estimated);
    CHECK(guessed->ratio < measured->ratio);
}

TEST_CASE("what was paid in another currency is converted, or asked", "[payback]") {
    Question question;
    question.card = "RTX 4090";
    question.prices = cloud_prices();
    question.today = kToday;
    question.bought.parts = {{"all", 3000, 1}};
    question.bought.currency = "EUR";
    CHECK(open_of(estimate(question)) == std::vector{Open::currency});
    question.money.rates["EUR"] = 1.1;
    CHECK(estimate(question).inputs.purchase == Approx(3300));
}

TEST_CASE("the equivalent stays near: never retired, never with a fraction of the memory",
          "[payback]") {
    for (auto const* region : {"eu-west-1", "japaneast", "us-central1"}) {
        auto question = planned("RTX 4090");
        question.wish.region = region;
        auto const found = estimate(question);
        if (!found.offer) continue;
        CHECK_FALSE(found.offer->price.retired);
        CHECK(found.offer->enough_memory);
    }
    auto vast = planned("RTX 4090");
    vast.wish.provider = "vast";
    CHECK(estimate(vast).offer->price.gpus == 1);
}

TEST_CASE("a person's own price is what is compared with, or it is said why not", "[payback]") {
    auto const own = [](char const* row) {
        auto question = planned("RTX 4090");
        question.prices = with_own_prices(read_cloud_prices(
            std::string(
                "provider,instance,gpu,gpus,region,price_type,currency,price_hour,as_of\n") +
                row,
            "own.csv"));
        return estimate(question);
    };
    auto const used = own("me,box,GeForce RTX 4090,1,,on_demand,USD,0.4,2023\n");
    CHECK(used.offer->price.instance == "box");
    CHECK(used.inputs.price_hour == 0.4);
    auto const foreign = own("me,box,GeForce RTX 4090,1,,on_demand,EUR,0.4,2026\n");
    REQUIRE(foreign.unused.size() == 1);
    CHECK(foreign.unused.front().currency == "EUR");
    auto const strange = own("me,box,Frobnicator 9,1,,on_demand,USD,0.4,2026\n");
    REQUIRE(strange.unused.size() == 1);
    CHECK(strange.unused.front().instance == "me box");
}

TEST_CASE("different cards in one machine are told from one card of several names", "[payback]") {
    Question question;
    question.machine = read_snapshot(test::Tree("pcie-bar-unassigned.tree").machine());
    question.prices = cloud_prices();
    question.today = kToday;
    auto const found = estimate(question);
    auto const about = open_of(found);
    CHECK(std::find(about.begin(), about.end(), Open::mixed_cards) != about.end());
}

}  // namespace
}  // namespace rigcheck::payback
