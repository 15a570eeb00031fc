#include <catch2/catch.hpp>

#include "checklists/knowledge/gpu_temperature_limits.hpp"
#include "tests/support/verdict_table.hpp"

namespace rigcheck {
namespace {

std::vector<test::ExpectedVerdicts> const kMachines{
    {"gpu-amd-atomics", {"pcie.gpu-atomics pcie warning rejected"}, {}},
    {"gpu-amd-rocm", {}, {"pcie.gpu-atomics listed"}},
    {"gpu-amd-hot", {"sensors.gpu-temperature 0000:03:00.0 warning hot"}, {}},
    {"gpu-amd-near-shutdown", {"sensors.gpu-temperature 0000:03:00.0 critical near-shutdown"}, {}},
    {"gpu-amd-no-sensors", {}, {}},
    {"gpu-amd-uneven", {"sensors.gpu-temperature 0000:03:00.0 warning uneven"}, {}},
    {"gpu-amd-zero-rpm", {}, {"sensors.gpu-temperature fine"}},
    {"gpu-arc-power-limit",
     {},
     {"sensors.gpu-throttling free", "sensors.gpu-temperature no-figure"}},
    {"gpu-arc-throttled", {"sensors.gpu-throttling 0000:04:00.0 warning heat"}, {}},
    {"gpu-link-at-work", {}, {}},
    {"gpu-link-p0-not-busy", {}, {}},
    {"gpu-link-woke-up", {}, {}},
    {"gpu-none", {}, {"sensors.gpu-temperature no-card"}},
    {"gpu-nvidia-asleep", {}, {"sensors.gpu-temperature asleep"}},
    {"gpu-nvidia-driver-9", {}, {"drivers.gpu-power-cable not-asked"}},
    {"gpu-nvidia-ecc-clean", {}, {"sensors.gpu-memory-errors clean"}},
    {"gpu-nvidia-ecc-remap-failed",
     {"sensors.gpu-memory-errors 0000:01:00.0 critical remap-failed"},
     {}},
    {"gpu-nvidia-ecc-remap-pending",
     {"sensors.gpu-memory-errors 0000:01:00.0 warning remap-pending"},
     {}},
    {"gpu-nvidia-ecc-retired", {"sensors.gpu-memory-errors 0000:01:00.0 notice retired"}, {}},
    {"gpu-nvidia-ecc-uncorrected",
     {"sensors.gpu-memory-errors 0000:01:00.0 warning uncorrected"},
     {}},
    {"gpu-nvidia-hot",
     {"sensors.gpu-temperature 0000:01:00.0 warning hot",
      "sensors.gpu-throttling 0000:01:00.0 warning heat"},
     {}},
    {"gpu-nvidia-hw-slowdown", {"sensors.gpu-throttling 0000:01:00.0 warning hardware"}, {}},
    {"gpu-nvidia-idle",
     {},
     {"sensors.gpu-temperature fine", "sensors.gpu-throttling free",
      "drivers.gpu-power-cable powered", "drivers.gpu-not-claimed all-claimed",
      "sensors.gpu-memory-errors no-record"}},
    {"gpu-nvidia-lost", {"drivers.gpu-not-claimed 0000:01:00.0 critical lost"}, {}},
    {"gpu-nvidia-mismatch-18", {}, {}},
    {"gpu-nvidia-module-absent", {}, {"drivers.gpu-not-claimed not-loaded"}},
    {"gpu-nvidia-near-shutdown",
     {"sensors.gpu-temperature 0000:01:00.0 critical near-shutdown"},
     {}},
    {"gpu-nvidia-no-cable-log", {"drivers.gpu-power-cable drivers critical told-by-log"}, {}},
    {"gpu-nvidia-no-cable", {"drivers.gpu-power-cable 0000:01:00.0 critical told-by-driver"}, {}},
    {"gpu-nvidia-nvml-garbage", {}, {"sensors.gpu-temperature no-figure"}},
    {"gpu-nvidia-notebook", {}, {"sensors.gpu-throttling portable"}},
    {"gpu-nvidia-one-left-out", {"drivers.gpu-not-claimed 0000:02:00.0 warning left-out"}, {}},
    {"gpu-nvidia-power-brake", {"sensors.gpu-throttling 0000:01:00.0 critical power-brake"}, {}},
    {"gpu-nvidia-power-cap", {}, {}},
};

TEST_CASE("each machine gets exactly the verdicts on its graphics cards", "[gpu-rules]") {
    test::check_verdict_table(kMachines, "gpu-", &gpu_rules);
}

TEST_CASE("limits that no card can have give way to the usual ones", "[gpu-rules]") {
    Gpu gpu;
    gpu.vendor = "nvidia";
    gpu.slowdown_c = 0;
    gpu.shutdown_c = 65261.8;
    auto const limits = temperature_limits(gpu);
    REQUIRE(limits);
    CHECK_FALSE(limits->by_card);
    CHECK(limits->shutdown_c == 95);
    gpu.slowdown_c = 91;
    gpu.shutdown_c = 96;
    CHECK(temperature_limits(gpu)->by_card);
    gpu.slowdown_c = 99;  // above the shutdown
    CHECK_FALSE(temperature_limits(gpu)->by_card);
    gpu.vendor = "intel";
    CHECK_FALSE(temperature_limits(gpu));
}

}  // namespace
}  // namespace rigcheck
