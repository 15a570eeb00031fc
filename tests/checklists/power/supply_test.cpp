// The power budget: what the authors of the source guides bought, Intel's own example, and the
// reference cases where they are at hand (../shared/data).
#include "checklists/power/supply.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <limits>

#include "probe/facts/json.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck::power {
namespace {

constexpr char const* kGolden = RIGCHECK_SOURCE_DIR "/../shared/data/power-golden.json";

Demand build(std::vector<double> gpus, double cpu, double rest, PsuKind kind) {
    Demand demand;
    demand.gpus = std::move(gpus);
    demand.cpu_peak_w = cpu;
    demand.rest_w = rest;
    demand.psu = kind;
    return demand;
}

TEST_CASE("what the guides' authors bought is what the rule asks for", "[power]") {
    // 824 W estimated, 1000 W bought.
    CHECK(need_of(build({250, 250}, 180, 90, PsuKind::legacy)).recommended_w == 1000);
    // One card is enough for 650 W, the second asks for 1000 W (the author took 1200).
    CHECK(need_of(build({250}, 180, 85, PsuKind::legacy)).recommended_w == 650);
    // Four cards: at least 1500 W, 1600 W bought.
    CHECK(need_of(build({250, 250, 250, 250}, 140, 100, PsuKind::legacy)).recommended_w == 1600);
    // 420 W estimated, 750 W bought: generous.
    auto const small = need_of(build({220}, 88, 60, PsuKind::legacy));
    CHECK(small.recommended_w == 550);
    CHECK(headroom(small, 750) == Headroom::fine);
}

TEST_CASE("Intel's example: 750 W of ATX 3, about 1100 W before it", "[power]") {
    auto demand = build({300}, 300, 150, PsuKind::atx3_16pin);
    demand.spike = 3;
    demand.sustained_max = 1;
    CHECK(need_of(demand).need_w == Approx(750));
    demand.psu = PsuKind::legacy;
    CHECK(need_of(demand).need_w == Approx(1097.6).margin(0.05));
}

TEST_CASE("a rating is too small, near its peaks, fine, or far too large", "[power]") {
    auto const need = need_of(build({450}, 230, 80, PsuKind::atx3_16pin));
    CHECK(headroom(need, 700) == Headroom::too_small);
    CHECK(headroom(need, 800) == Headroom::spikes);
    CHECK(headroom(need, 1000) == Headroom::fine);
    CHECK(headroom(need, 2600) == Headroom::oversized);
    CHECK_FALSE(need_of(build({9000}, 0, 0, PsuKind::legacy)).recommended_w.has_value());
}

TEST_CASE("efficiency follows the class, and losses are never negative", "[power]") {
    CHECK(efficiency(500, 1000, PsuTier::gold, Mains::v230) == Approx(0.92));
    CHECK(efficiency(350, 1000, PsuTier::gold, Mains::v115) == Approx(0.885));
    CHECK(efficiency(1, 1000, PsuTier::gold, Mains::v115) == Approx(0.60));
    CHECK(efficiency(5000, 1000, PsuTier::gold, Mains::v115) == Approx(0.87));
    CHECK(wall_w(0, 1000, PsuTier::gold, Mains::v115) == 0);
    for (int load = 1; load <= 1000; load += 37) {
        CHECK(wall_w(load, 1000, PsuTier::titanium, Mains::v230) > load);
    }
}

TEST_CASE("nonsense is named", "[power]") {
    CHECK(complaint(build({250}, 180, 90, PsuKind::legacy)).empty());
    CHECK(complaint(build({-1}, 180, 90, PsuKind::legacy)).starts_with("gpus"));
    CHECK(complaint(build({}, std::nan(""), 90, PsuKind::legacy)).starts_with("cpu_peak_w"));
    CHECK(complaint(build({}, 10, std::numeric_limits<double>::infinity(), PsuKind::legacy))
              .starts_with("rest_w"));
    CHECK(complaint(build(std::vector<double>(65, 1), 10, 1, PsuKind::legacy)).starts_with("gpus"));
}

TEST_CASE("the reference power cases agree", "[power]") {
    if (!std::filesystem::exists(kGolden)) {
        WARN("not at hand: " << kGolden);
        return;
    }
    auto const reference = Json::parse(test::read_file(kGolden));
    for (auto const& one : reference.at("psu_cases")) {
        INFO(one.at("name").get<std::string>());
        Demand demand;
        read_json(one.at("inputs"), demand);
        auto const need = to_json(need_of(demand));
        for (auto const& [name, expected] : one.at("expected").items()) {
            INFO(name);
            if (expected.is_null()) {
                CHECK(need.at(name).is_null());
            } else {
                CHECK(need.at(name).get<double>() == Approx(expected.get<double>()).margin(0.051));
            }
        }
    }
    for (auto const& one : reference.at("efficiency_cases")) {
        INFO(one.dump());
        PsuTier tier{};
        Mains mains{};
        read_json(Json(one.at("tier")), tier);
        read_json(Json(one.at("mains")), mains);
        double const load = one.at("load_w");
        double const rating = one.at("rating_w");
        CHECK(efficiency(load, rating, tier, mains) ==
              Approx(one.at("efficiency").get<double>()).margin(0.00001));
        CHECK(wall_w(load, rating, tier, mains) ==
              Approx(one.at("wall_w").get<double>()).margin(0.001));
    }
    CHECK(to_json(psu_facts().sizes_w) == Json(reference.at("sizes_w")));
}

}  // namespace
}  // namespace rigcheck::power
