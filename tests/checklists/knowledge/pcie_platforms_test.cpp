#include "checklists/knowledge/pcie_platforms.hpp"

#include <catch2/catch.hpp>

namespace rigcheck {
namespace {

TEST_CASE("desktop processors are known with the lanes of their graphics slot", "[knowledge]") {
    auto const lanes = [](char const* model) {
        auto const* const platform = find_platform(model);
        return platform == nullptr ? 0 : platform->gpu_lanes.value_or(0);
    };
    CHECK(lanes("AMD Ryzen 5 8500G w/ Radeon 740M Graphics") == 4);
    CHECK(lanes("AMD Ryzen 7 8700G w/ Radeon 780M Graphics") == 8);
    CHECK(lanes("AMD Ryzen 9 7950X 16-Core Processor") == 16);
    CHECK(lanes("AMD Ryzen 7 5800X3D 8-Core Processor") == 16);
    CHECK(lanes("13th Gen Intel(R) Core(TM) i7-13700K") == 16);
    CHECK(lanes("Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz") == 16);
}

TEST_CASE("notebook processors are not taken for their desktop sisters", "[knowledge]") {
    for (auto const* model :
         {"Intel(R) Core(TM) i7-8750H CPU @ 2.20GHz", "Intel(R) Core(TM) i7 CPU Q 720QM",
          "Intel(R) Core(TM) i7-720QM CPU @ 1.60GHz",
          "11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz",
          "11th Gen Intel(R) Core(TM) i7-11800H @ 2.30GHz", "12th Gen Intel(R) Core(TM) i5-1235U",
          "13th Gen Intel(R) Core(TM) i9-13980HX", "Intel(R) Core(TM) Ultra 7 258V",
          "Intel(R) Core(TM) Ultra 9 275HX", "AMD Ryzen 9 7945HX with Radeon Graphics",
          "AMD Ryzen 7 7840HS w/ Radeon 780M Graphics", "AMD Ryzen 7 5800H with Radeon Graphics",
          "AMD Ryzen 5 5500U with Radeon Graphics",
          "AMD Ryzen 5 2500U with Radeon Vega Mobile Gfx"}) {
        INFO(model);
        CHECK(find_platform(model) == nullptr);
    }
}

}  // namespace
}  // namespace rigcheck
