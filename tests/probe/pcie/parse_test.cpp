#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <vector>

#include "probe/pcie/address.hpp"
#include "probe/pcie/attributes.hpp"
#include "probe/pcie/capability.hpp"
#include "probe/pcie/link.hpp"

using namespace rigcheck;

namespace {

// 256 bytes with a PCI Express capability of an endpoint at 0x50 behind one at 0x40.
struct Config {
    std::vector<std::byte> bytes = std::vector<std::byte>(256);

    Config() {
        put(0x00, {0xde, 0x10});
        put(0x06, {0x10});
        put(0x34, {0x40});
        put(0x40, {0x01, 0x50});
        put(0x50, {0x10, 0x00, 0x02, 0x00});
        put(0x5c, {0x04, 0x01, 0x00, 0x00});  // LnkCap: code 4, x16
    }
    void put(std::size_t at, std::vector<unsigned> const& values) {
        for (auto const value : values) bytes.at(at++) = static_cast<std::byte>(value);
    }
    std::optional<ExpressCapability> parse() const { return parse_express_capability(bytes); }
};

}  // namespace

TEST_CASE("link speeds are read in the spelling of new and old kernels", "[pcie]") {
    CHECK(parse_link_speed("2.5 GT/s PCIe") == 2.5);
    CHECK(parse_link_speed("16.0 GT/s PCIe") == 16.0);
    CHECK(parse_link_speed("8 GT/s") == 8.0);
    CHECK(parse_link_speed("64.0 GT/s PCIe") == 64.0);
}

TEST_CASE("a speed that PCIe does not have is not known", "[pcie]") {
    for (auto const* text : {"Unknown", "Unknown speed", "", "3.0 GT/s PCIe", "-8 GT/s", "16",
                             "nan GT/s", "1e999 GT/s", "GT/s"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_link_speed(text));
    }
}

TEST_CASE("only the widths of the specification are widths", "[pcie]") {
    for (int const lanes : {1, 2, 4, 8, 12, 16, 32}) CHECK(is_link_width(lanes));
    for (int const lanes : {-1, 0, 3, 24, 63, 64, 255}) CHECK_FALSE(is_link_width(lanes));
}

TEST_CASE("PCI addresses have four to eight digits of domain", "[pcie]") {
    CHECK(is_pci_address("0000:01:00.0"));
    CHECK(is_pci_address("10000:e1:00.0"));
    CHECK(is_pci_address("00000000:01:00.7"));
    for (auto const* text : {"", "01:00.0", "000:01:00.0", "000000000:01:00.0", "0000:01:00.8",
                             "0000:01:00:0", "0000:1:00.0", "0000:01:00.0 ", "0000:0G:00.0"}) {
        CAPTURE(text);
        CHECK_FALSE(is_pci_address(text));
    }
}

TEST_CASE("the real path names the bridge above and the root bus", "[pcie]") {
    auto const place = pci_place("../../../devices/pci0000:00/0000:00:01.1/0000:01:00.0");
    CHECK(place.parent == "0000:00:01.1");
    CHECK(place.root_bus == "pci0000:00");
    auto const root = pci_place("../../../devices/pci0000:00/0000:00:01.1");
    CHECK_FALSE(root.parent);
    CHECK(root.root_bus == "pci0000:00");
}

TEST_CASE("a root bus below a VMD function begins a tree of its own", "[pcie]") {
    auto const place =
        pci_place("../../../devices/pci0000:00/0000:00:0e.0/pci10000:e0/10000:e0:06.0");
    CHECK_FALSE(place.parent);
    CHECK(place.root_bus == "pci10000:e0");
}

TEST_CASE("regions tell size, kind and whether they have an address", "[pcie]") {
    auto const bars = parse_bars(
        "0x00000000f6000000 0x00000000f6ffffff 0x0000000000040200\n"
        "0x0000000000000000 0x00000003ffffffff 0x000000002014220c\n"
        "0x0000000000000000 0x0000000000000000 0x0000000000000000\n");
    REQUIRE(bars);
    REQUIRE(bars->size() == 2);
    CHECK((*bars)[0].size_bytes == 16U << 20U);
    CHECK((*bars)[0].assigned);
    CHECK_FALSE((*bars)[0].is64);
    CHECK((*bars)[1].index == 1);
    CHECK((*bars)[1].is64);
    CHECK((*bars)[1].prefetchable);
    CHECK_FALSE((*bars)[1].assigned);
}

TEST_CASE("a region with an address that the kernel took back is unassigned", "[pcie]") {
    auto const bars = parse_bars("0x00000000e0000000 0x00000000efffffff 0x0000000020040200\n");
    REQUIRE(bars);
    CHECK_FALSE(bars->at(0).assigned);
}

TEST_CASE("regions that are no three numbers are refused", "[pcie]") {
    for (auto const* text : {"rubbish\n", "0x0 0x1\n", "0x0 0x1 0x2 0x3\n", "0x9 0x1 0x0\n",
                             "0x0 0xffffffffffffffffff 0x0\n"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_bars(text));
    }
}

TEST_CASE("error counts are read in both spellings, without the totals", "[pcie]") {
    auto const counts = parse_aer("RxErr 1\nBad TLP 418\nTOTAL_ERR_COR 419\n");
    REQUIRE(counts);
    CHECK(*counts == std::map<std::string, std::uint64_t>{{"RxErr", 1}, {"Bad TLP", 418}});
}

TEST_CASE("error counts of another form are refused", "[pcie]") {
    for (auto const* text : {"RxErr", "RxErr x", "RxErr -1", " 4", "RxErr 99999999999999999999"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_aer(text));
    }
}

TEST_CASE("the kinds of errors are bounded", "[pcie]") {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "e" + std::to_string(i) + " 1\n";
    auto const counts = parse_aer(text);
    REQUIRE(counts);
    CHECK(counts->size() == 64);
}

TEST_CASE("the PCI Express capability is found behind another", "[pcie]") {
    auto const found = Config().parse();
    REQUIRE(found);
    CHECK(found->type == PortType::endpoint);
    CHECK(found->facts.capability_speed_gts == 16.0);
    CHECK(found->facts.capability_width == 16);
}

TEST_CASE("a capability list that runs in circles ends", "[pcie]") {
    Config config;
    config.put(0x41, {0x40});
    CHECK_FALSE(config.parse());
}

TEST_CASE("a capability list that points into the header ends", "[pcie]") {
    Config config;
    config.put(0x41, {0x10});
    CHECK_FALSE(config.parse());
}

TEST_CASE("a capability at the very end reads zeros behind the bytes", "[pcie]") {
    Config config;
    config.put(0x41, {0xfc});
    config.put(0xfc, {0x10, 0x00, 0x02, 0x00});
    auto const found = config.parse();
    REQUIRE(found);
    CHECK_FALSE(found->facts.capability_width);
}

TEST_CASE("without the status bit there is no capability list", "[pcie]") {
    Config config;
    config.put(0x06, {0x00});
    CHECK_FALSE(config.parse());
}

TEST_CASE("a device that answers all ones has no capability", "[pcie]") {
    Config config;
    config.bytes.assign(256, std::byte{0xff});
    CHECK_FALSE(config.parse());
}

TEST_CASE("the bytes that anybody may read hold no capability", "[pcie]") {
    Config config;
    config.bytes.resize(64);
    CHECK_FALSE(config.parse());
}

TEST_CASE("slot power knows scales and the values above 239", "[pcie]") {
    struct Case {
        unsigned value, scale;
        double watts;
    };
    for (auto const& [value, scale, watts] :
         {Case{75, 0, 75.0}, Case{250, 1, 25.0}, Case{0xf0, 0, 250.0}, Case{0xf2, 0, 300.0}}) {
        CAPTURE(value, scale);
        Config config;
        config.put(0x52, {0x42, 0x01});  // root port with a slot
        auto const slot = value << 7U | scale << 15U | 5U << 19U;
        config.put(0x64, {slot & 0xffU, slot >> 8U & 0xffU, slot >> 16U & 0xffU, slot >> 24U});
        auto const found = config.parse();
        REQUIRE(found);
        CHECK(found->facts.slot_number == 5);
        REQUIRE(found->facts.slot_power_w);
        CHECK(*found->facts.slot_power_w == Approx(watts));
    }
}

TEST_CASE("a function may only be called free of retimers when it can tell", "[pcie]") {
    Config config;
    CHECK_FALSE(config.parse()->facts.retimer);
    config.put(0x7c, {0x1e, 0x00, 0x80, 0x00});  // LnkCap2 bit 23
    CHECK(config.parse()->facts.retimer == false);
    config.put(0x82, {0x40});  // LnkSta2 bit 6
    CHECK(config.parse()->facts.retimer == true);
}
