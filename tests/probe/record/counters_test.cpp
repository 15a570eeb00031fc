#include "probe/record/counters.hpp"

#include <catch2/catch.hpp>

using namespace rigcheck::record;

TEST_CASE("the total of an AER file is its last line", "[record]") {
    CHECK(aer_total("RxErr 3\nBadTLP 9\nTOTAL_ERR_COR 12\n") == 12);
    CHECK(aer_total("Undefined 0\nTOTAL_ERR_FATAL 0\n") == 0);
    CHECK(aer_total("RxErr 3\n") == std::nullopt);
    CHECK(aer_total("TOTAL_ERR_COR") == std::nullopt);
    CHECK(aer_total("TOTAL_ERR_COR x") == std::nullopt);
    CHECK(aer_total("") == std::nullopt);
}

TEST_CASE("an interrupt counts over all processors", "[record]") {
    auto const* const table =
        "           CPU0       CPU1\n"
        "  8:          1          0   IO-APIC   8-edge      rtc0\n"
        "MCE:          2          3   Machine check exceptions\n"
        "MCP:        100        100   Machine check polls\n";
    CHECK(interrupt_count(table, "MCE") == 5);
    CHECK(interrupt_count(table, "MCP") == 200);
    CHECK(interrupt_count(table, "8") == 1);
    CHECK(interrupt_count(table, "MC") == std::nullopt);
    CHECK(interrupt_count(table, "NMI") == std::nullopt);
    CHECK(interrupt_count("MCE:", "MCE") == 0);
}
