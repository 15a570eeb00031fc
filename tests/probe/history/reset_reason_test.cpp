// The reset reason of AMD processors, with the traps of real values.
#include "probe/history/reset_reason.hpp"

#include <catch2/catch.hpp>

namespace rigcheck {
namespace {

std::string line(char const* value, char const* text) {
    return std::string("x86/amd: Previous system reset reason [") + value + "]: " + text;
}

std::vector<int> bits_of(char const* value) {
    auto const reason = reset_reason_of({line(value, "text")});
    REQUIRE(reason);
    return reason->bits;
}

TEST_CASE("bits without words are ignored", "[history-reset]") {
    CHECK(bits_of("0x08000800") == std::vector{27});
    CHECK(bits_of("0x00080800") == std::vector{19});
    CHECK(bits_of("0x02000800") == std::vector{25});
    CHECK(bits_of("0x00200800") == std::vector{21});
    CHECK(bits_of("0x08000a00") == std::vector{9, 27});
    CHECK(bits_of("0x00000800").empty());
}

TEST_CASE("all ones is a register that could not be read", "[history-reset]") {
    CHECK_FALSE(reset_reason_of({line("0xffffffff", "thermal pin BP_THERMTRIP_L was tripped")}));
    CHECK_FALSE(reset_reason_of({}));
    CHECK_FALSE(reset_reason_of({"x86/amd: something else", ""}));
}

TEST_CASE("each bit that the kernel knows has its own line", "[history-reset]") {
    auto const reason =
        reset_reason_of({line("0x08000a00", "internal CPU thermal limit was tripped"),
                         line("0x08000a00",
                              "an uncorrected error caused a data fabric sync "
                              "flood event")});
    REQUIRE(reason);
    CHECK(reason->value.value == 0x08000a00);
    CHECK(reason->texts.size() == 2);
    CHECK(reason->texts[0] == "internal CPU thermal limit was tripped");
}

TEST_CASE("only the lines of one run count for it", "[history-reset]") {
    LogMatch match{.signature = "amd-reset-reason",
                   .boot_id = "1",
                   .at = {},
                   .boot_s = 1,
                   .line = {},
                   .values = {{"value", "02000800"}, {"text", "hardware watchdog timer expired"}}};
    CHECK(reset_reason_in({match}, "1"));
    CHECK_FALSE(reset_reason_in({match}, "2"));
}

TEST_CASE("what the run before was told already is not new", "[history-reset]") {
    auto const fresh = [](std::optional<std::uint32_t> before, std::optional<std::string> kernel) {
        auto reason = *reset_reason_of({line("0x08200a00", "text")});
        find_new_bits(reason, before, kernel);
        return reason.new_bits;
    };
    CHECK(fresh(0x00200800, "6.16.3-arch1") == std::vector{9, 27});
    CHECK(fresh(0, "6.16.3-arch1") == std::vector{9, 21, 27});
    CHECK(fresh(0x08200a00, "6.16.3-arch1") == std::vector<int>{});
    CHECK(fresh(std::nullopt, "6.16.3-arch1") == std::nullopt);
    CHECK(fresh(std::nullopt, std::nullopt) == std::nullopt);
    // This kernel cleared the register at its start.
    CHECK(fresh(0x08200a00, "6.18.0-arch1") == std::vector{9, 21, 27});
    CHECK(fresh(std::nullopt, "7.0.0-28-generic") == std::vector{9, 21, 27});
}

TEST_CASE("kernels from 6.15 on read the register", "[history-reset]") {
    CHECK(prints_reset_reason("6.15.0"));
    CHECK(prints_reset_reason("7.0.1-generic"));
    CHECK_FALSE(prints_reset_reason("6.12.48+deb13-amd64"));
    CHECK_FALSE(prints_reset_reason(""));
    CHECK_FALSE(prints_reset_reason("x"));
}

}  // namespace
}  // namespace rigcheck
