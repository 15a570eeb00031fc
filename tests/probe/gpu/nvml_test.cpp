#include "probe/gpu/nvml.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "probe/facts/json.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

NvmlAnswer answer_of(char const* role, char const* library = RIGCHECK_NVML_STUB) {
    ::setenv("RIGCHECK_NVML", role, 1);
    return read_nvml(library, {"0000:01:00.0", "0000:02:00.0"});
}

TEST_CASE("NVML present: every figure of the card", "[nvml]") {
    auto const answer = answer_of("present");
    CHECK_FALSE(answer.error);
    REQUIRE(answer.gpus.size() == 2);
    auto const& gpu = answer.gpus[0];
    CHECK(gpu.name == "NVIDIA GeForce RTX 4090");
    CHECK(gpu.arch == "Ada");
    CHECK(gpu.performance_state == "P8");
    CHECK(gpu.performance_state_after == "P0");  // read again after the link
    CHECK(gpu.link->speed_gts == 2.5);
    CHECK(gpu.link->max_speed_gts == 16.0);
    CHECK(gpu.link->width == 16);
    CHECK(gpu.utilization_percent == 7);
    CHECK(gpu.vram_mib == 24564);
    CHECK(gpu.temperature_c == 41.0);
    CHECK(gpu.slowdown_c == 97.0);
    CHECK(gpu.shutdown_c == 100.0);
    CHECK_FALSE(gpu.max_c);  // 4,000,000,000 is no temperature
    CHECK(gpu.power_w == 18.25);
    CHECK(gpu.power_limit_w == 450.0);
    CHECK(gpu.power_max_w == 600.0);
    CHECK(gpu.throttle == std::vector<std::string>{"sw-power-cap", "hw-power-brake"});
    CHECK(gpu.ecc == true);
    CHECK(gpu.ecc_uncorrected == 2);
    CHECK(gpu.retired_pages == 3);
    REQUIRE(gpu.remapped_rows);
    CHECK(gpu.remapped_rows->pending == true);
    CHECK(gpu.remapped_rows->failed == false);
    CHECK_FALSE(gpu.bar1_mib);     // the library has no such function
    CHECK_FALSE(gpu.fan_percent);  // nor this one
    CHECK(answer.gpus[1].error == "not-found");
}

TEST_CASE("NVML absent, mismatched, without driver", "[nvml]") {
    CHECK(answer_of("present", "librigcheck-no-such-library.so").error == "no-library");
    CHECK(answer_of("18").error == "version-mismatch");
    CHECK(answer_of("9").error == "driver-not-loaded");
    CHECK(answer_of("4").error == "no-permission");
    CHECK(answer_of("999").error == "unknown");
    CHECK(answer_of("9").gpus.empty());
}

TEST_CASE("a card without its power cable, lost, or without an interrupt", "[nvml]") {
    CHECK(answer_of("handle-8").gpus[0].error == "insufficient-power");
    CHECK(answer_of("handle-15").gpus[0].error == "lost");
    CHECK(answer_of("handle-11").gpus[0].error == "irq");
}

TEST_CASE("a card that supports almost nothing leaves its facts empty", "[nvml]") {
    auto const gpu = answer_of("lean").gpus[0];
    CHECK_FALSE(gpu.error);
    CHECK(gpu.name == "NVIDIA GeForce RTX 4090");
    CHECK_FALSE(gpu.performance_state);
    CHECK_FALSE(gpu.temperature_c);
    CHECK_FALSE(gpu.ecc);
    CHECK_FALSE(gpu.remapped_rows);
    CHECK_FALSE(gpu.retired_pages);
    CHECK(gpu.throttle.empty());
}

TEST_CASE("an old library is asked by the old names", "[nvml]") {
    auto const answer = answer_of("present", RIGCHECK_NVML_OLD_STUB);
    CHECK_FALSE(answer.error);
    CHECK(answer.gpus[0].throttle == std::vector<std::string>{"idle"});
    CHECK(answer.gpus[0].temperature_c == 41.0);
}

TEST_CASE("an answer goes through JSON unharmed, as a capture keeps it", "[nvml]") {
    auto const answer = answer_of("present");
    NvmlAnswer copy;
    read_json(Json::parse(to_json(answer).dump()), copy);
    CHECK(to_json(copy) == to_json(answer));
}

TEST_CASE("a recorded answer that is no answer is a gap", "[nvml]") {
    test::Tree const tree("gpu-nvidia-nvml-garbage.tree");
    auto const snapshot = read_snapshot(tree.machine());
    REQUIRE(snapshot.gpus.size() == 1);
    CHECK_FALSE(snapshot.gpus[0].temperature_c);
    bool gap = false;
    for (auto const& g : snapshot.gaps)
        gap = gap || (g.area == "gpus" && g.reason == Missing::malformed);
    CHECK(gap);
}

TEST_CASE("a sleeping NVIDIA card keeps NVML from being asked", "[nvml]") {
    test::Tree const tree("gpu-nvidia-asleep.tree");  // has a recorded answer, which must not count
    auto const snapshot = read_snapshot(tree.machine());
    for (auto const& gpu : snapshot.gpus) CHECK_FALSE(gpu.temperature_c);
}

}  // namespace
}  // namespace rigcheck
