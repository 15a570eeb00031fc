#include <algorithm>
#include <catch2/catch.hpp>

#include "probe/pcie/pcie.hpp"
#include "tests/support/tree.hpp"

using namespace rigcheck;

namespace {

constexpr char const* kDevice = "/sys/devices/pci0000:00/0000:00:01.0";
constexpr char const* kLink =
    "/sys/bus/pci/devices/0000:00:01.0 -> ../../../devices/pci0000:00/0000:00:01.0\n";

constexpr char const* kFiles[] = {"class",
                                  "vendor",
                                  "device",
                                  "subsystem_vendor",
                                  "subsystem_device",
                                  "current_link_speed",
                                  "current_link_width",
                                  "max_link_speed",
                                  "max_link_width",
                                  "resource",
                                  "power_state",
                                  "power/runtime_status",
                                  "removable",
                                  "numa_node",
                                  "boot_vga",
                                  "config",
                                  "aer_dev_correctable",
                                  "aer_dev_nonfatal",
                                  "aer_dev_fatal"};

// Every attribute of one function with the same contents.
test::Tree all_files(std::string const& suffix) {
    std::string text = kLink;
    for (auto const* file : kFiles) text += std::string(kDevice) + "/" + file + suffix + "\n";
    return test::Tree::from_text(text);
}

struct PcieReading {
    std::vector<Gap> gaps;
    Pcie pcie;
};
PcieReading read(test::Tree const& tree) {
    PcieReading reading;
    reading.pcie = read_pcie(tree.machine(), {}, reading.gaps);
    return reading;
}

void check_empty_with_one_gap(PcieReading const& reading, Missing reason) {
    REQUIRE(reading.pcie.functions.size() == 1);
    auto const& function = reading.pcie.functions[0];
    CHECK_FALSE(function.class_code);
    CHECK_FALSE(function.vendor);
    CHECK_FALSE(function.numa_node);
    CHECK_FALSE(function.boot_vga);
    CHECK_FALSE(function.aer);
    CHECK_FALSE(function.capability);
    CHECK(function.bars.empty());
    if (function.link) {
        CHECK_FALSE(function.link->speed_gts);
        CHECK_FALSE(function.link->width);
        CHECK_FALSE(function.link->max_width);
    }
    REQUIRE(reading.gaps.size() == 1);
    CHECK(reading.gaps[0].reason == reason);
}

}  // namespace

TEST_CASE("garbage in every file is one gap and no facts", "[pcie][hostile]") {
    for (auto const* garbage : {"\\xff\\xfe\\x00\\x01", "-1e9", "0x", "\\x1b[31m red", "0x10de;rm",
                                "99999999999999999999999999"}) {
        CAPTURE(garbage);
        check_empty_with_one_gap(read(all_files(std::string(" = ") + garbage)), Missing::malformed);
    }
}

TEST_CASE("a directory in place of every file is one gap and no facts", "[pcie][hostile]") {
    check_empty_with_one_gap(read(all_files("/")), Missing::malformed);
}

TEST_CASE("a megabyte of digits is one gap and no facts", "[pcie][hostile]") {
    auto const digits = std::string(std::size_t{1} << 20U, '7');
    check_empty_with_one_gap(read(all_files(" = " + digits)), Missing::too_large);
}

TEST_CASE("files that nobody may read are one gap that names root", "[pcie][hostile]") {
    check_empty_with_one_gap(read(all_files(" denied")), Missing::needs_root);
}

TEST_CASE("files that link to themselves are one gap and no facts", "[pcie][hostile]") {
    std::string text = kLink;
    for (auto const* file : kFiles) {
        auto const path = std::string(kDevice) + "/" + file;
        text += path + " -> " + path + "\n";
    }
    check_empty_with_one_gap(read(test::Tree::from_text(text)), Missing::malformed);
}

TEST_CASE("a function whose link runs in a circle is kept and empty", "[pcie][hostile]") {
    auto const reading =
        read(test::Tree::from_text("/sys/bus/pci/devices/0000:00:01.0 -> 0000:00:02.0\n"
                                   "/sys/bus/pci/devices/0000:00:02.0 -> 0000:00:01.0\n"));
    CHECK(reading.pcie.functions.size() == 2);
    CHECK_FALSE(reading.pcie.functions[0].vendor);
}

TEST_CASE("bridges that stand above each other end the walk", "[pcie][hostile]") {
    auto const reading = read(
        test::Tree::from_text("/sys/bus/pci/devices/0000:00:01.0 -> /x/0000:00:02.0/0000:00:01.0\n"
                              "/x/0000:00:02.0/0000:00:01.0/class = 0x060400\n"
                              "/sys/bus/pci/devices/0000:00:02.0 -> /y/0000:00:01.0/0000:00:02.0\n"
                              "/y/0000:00:01.0/0000:00:02.0/class = 0x060400\n"));
    CHECK(reading.pcie.functions.size() == 2);
}

TEST_CASE("names that are no addresses are passed over", "[pcie][hostile]") {
    auto const reading = read(
        test::Tree::from_text("/sys/bus/pci/devices/0000:00:01/vendor = 0x10de\n"
                              "/sys/bus/pci/devices/passwd -> ../../../../../../etc/passwd\n"));
    CHECK(reading.pcie.functions.empty());
    CHECK(reading.gaps.empty());
}

TEST_CASE("a link out of the tree is not followed", "[pcie][hostile]") {
    auto const reading = read(test::Tree::from_text(
        std::string(kLink) + kDevice + "/power_state -> /../../../../../etc/hostname\n"));
    REQUIRE(reading.pcie.functions.size() == 1);
    CHECK_FALSE(reading.pcie.functions[0].power_state);
}

TEST_CASE("a number too large for its fact is refused", "[pcie][hostile]") {
    auto const reading =
        read(test::Tree::from_text(std::string(kLink) + kDevice + "/vendor = 0x10de0\n"));
    CHECK_FALSE(reading.pcie.functions[0].vendor);
    CHECK(reading.gaps.size() == 1);
}

TEST_CASE("lanes that no link can have are not known", "[pcie][hostile]") {
    for (auto const* lanes : {"0", "3", "24", "255"}) {
        CAPTURE(lanes);
        auto const reading = read(test::Tree::from_text(std::string(kLink) + kDevice +
                                                        "/current_link_width = " + lanes + "\n" +
                                                        kDevice + "/max_link_width = 63\n"));
        REQUIRE(reading.pcie.functions[0].link);
        CHECK_FALSE(reading.pcie.functions[0].link->width);
        CHECK_FALSE(reading.pcie.functions[0].link->max_width);
        CHECK(reading.gaps.empty());
    }
}
