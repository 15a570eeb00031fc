#include "probe/pcie/pcie.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/tree.hpp"

using namespace rigcheck;

namespace {

struct PcieReading {
    std::vector<Gap> gaps;
    Pcie pcie;

    PcieFunction const& at(std::string const& address) const {
        for (auto const& function : pcie.functions)
            if (function.address == address) return function;
        throw std::runtime_error("no function " + address);
    }
};

PcieReading read(test::Tree const& tree, std::vector<PcieSlot> slots = {}) {
    PcieReading reading;
    reading.pcie = read_pcie(tree.machine(), std::move(slots), reading.gaps);
    return reading;
}

PcieReading read(std::string const& name, std::vector<PcieSlot> slots = {}) {
    return read(test::Tree("pcie-" + name + ".tree"), std::move(slots));
}

PcieSlot slot(std::string designation, std::string address) {
    PcieSlot made;
    made.designation = std::move(designation);
    made.address = std::move(address);
    return made;
}

}  // namespace

TEST_CASE("a graphics card is read with its place, link, driver and regions", "[pcie]") {
    auto const machine = read("healthy-x16");
    auto const& gpu = machine.at("0000:01:00.0");
    CHECK(gpu.parent == "0000:00:01.1");
    CHECK(gpu.root_bus == "pci0000:00");
    CHECK(gpu.class_code == Hex<6>{0x030000});
    CHECK(gpu.vendor == Hex<4>{0x10de});
    CHECK(gpu.device == Hex<4>{0x2684});
    CHECK(gpu.subsystem_vendor == Hex<4>{0x1043});
    CHECK(gpu.driver == "nvidia");
    CHECK(gpu.role == PcieRole::endpoint);
    REQUIRE(gpu.link);
    CHECK(gpu.link->speed_gts == 16.0);
    CHECK(gpu.link->width == 16);
    CHECK(gpu.link->max_speed_gts == 16.0);
    CHECK(gpu.link->max_width == 16);
    CHECK(gpu.power_state == "D0");
    CHECK(gpu.runtime_status == "active");
    CHECK_FALSE(gpu.numa_node);
    CHECK(gpu.boot_vga == true);
    CHECK(gpu.resizable_bars == std::vector{1});
    REQUIRE(gpu.bars.size() == 4);
    CHECK(gpu.bars[1].size_bytes == std::uint64_t{32} << 30U);
}

TEST_CASE("a healthy machine leaves no gap", "[pcie]") {
    CHECK(read("healthy-x16").gaps.empty());
}

TEST_CASE("functions come sorted by address", "[pcie]") {
    auto const functions = read("x570-soc").pcie.functions;
    CHECK(functions.size() > 15);
    CHECK(std::is_sorted(functions.begin(), functions.end(),
                         [](auto const& a, auto const& b) { return a.address < b.address; }));
}

TEST_CASE("vendor and device have names from pci.ids", "[pcie]") {
    auto const gpu = read("navi-x470").at("0000:03:00.0");
    REQUIRE(gpu.vendor_name);
    CHECK(gpu.vendor_name->find("AMD") != std::string::npos);
    REQUIRE(gpu.device_name);
    CHECK(gpu.device_name->find("Navi 23") != std::string::npos);
}

TEST_CASE("an id that pci.ids does not know has no name", "[pcie]") {
    auto const tree = test::Tree::from_text(
        "/sys/bus/pci/devices/0000:00:00.0 -> ../../../devices/pci0000:00/0000:00:00.0\n"
        "/sys/devices/pci0000:00/0000:00:00.0/vendor = 0xfff0\n"
        "/sys/devices/pci0000:00/0000:00:00.0/device = 0xfff0\n");
    auto const machine = read(tree);
    CHECK_FALSE(machine.at("0000:00:00.0").vendor_name);
    CHECK_FALSE(machine.at("0000:00:00.0").device_name);
}

TEST_CASE("port roles follow from the place when nobody may read capabilities", "[pcie]") {
    auto const machine = read("navi-x470");
    CHECK(machine.at("0000:00:03.1").role == PcieRole::root_port);
    CHECK(machine.at("0000:01:00.0").role == PcieRole::upstream_port);
    CHECK(machine.at("0000:02:00.0").role == PcieRole::downstream_port);
    CHECK(machine.at("0000:03:00.0").role == PcieRole::endpoint);
}

TEST_CASE("a switch below a switch alternates its roles", "[pcie]") {
    auto const machine = read("usb4-egpu");
    CHECK(machine.at("0000:03:00.0").role == PcieRole::upstream_port);
    CHECK(machine.at("0000:04:01.0").role == PcieRole::downstream_port);
    CHECK(machine.at("0000:05:00.0").role == PcieRole::upstream_port);
    CHECK(machine.at("0000:06:00.0").role == PcieRole::downstream_port);
    CHECK(machine.at("0000:07:00.0").removable == "removable");
}

TEST_CASE("integrated graphics has a link without values", "[pcie]") {
    auto const machine = read("integrated");
    auto const& gpu = machine.at("0000:00:02.0");
    CHECK(gpu.role == PcieRole::integrated);
    REQUIRE(gpu.link);
    CHECK_FALSE(gpu.link->speed_gts);
    CHECK_FALSE(gpu.link->width);
    CHECK_FALSE(gpu.link->max_width);
    CHECK(machine.gaps.empty());
}

TEST_CASE("a function without link files has no link and no gap", "[pcie]") {
    auto const machine = read("integrated");
    CHECK_FALSE(machine.at("0000:00:14.0").link);
    CHECK(machine.at("0000:00:14.0").role == PcieRole::integrated);
}

TEST_CASE("a device that left the bus keeps the width of all ones", "[pcie]") {
    auto const gpu = read("gone").at("0000:01:00.0");
    REQUIRE(gpu.link);
    CHECK(gpu.link->width == 63);
    CHECK_FALSE(gpu.link->speed_gts);
    CHECK(gpu.link->max_width == 16);
}

TEST_CASE("link values of old kernels are understood", "[pcie]") {
    auto const machine = read("old-strings");
    CHECK(machine.at("0000:01:00.0").link->max_speed_gts == 8.0);
    CHECK(machine.at("0000:01:00.0").link->speed_gts == 5.0);
    CHECK_FALSE(machine.at("0000:00:1c.0").link->speed_gts);
    CHECK_FALSE(machine.at("0000:00:1c.0").link->width);
    CHECK(machine.gaps.empty());
}

TEST_CASE("a sleeping card is not touched and leaves a gap", "[pcie]") {
    test::Tree const tree("pcie-asleep.tree");
    auto const machine = tree.machine();
    machine.start_log();
    PcieReading reading;
    reading.pcie = read_pcie(machine, {}, reading.gaps);
    auto const& gpu = reading.at("0000:01:00.0");
    CHECK_FALSE(gpu.link);
    CHECK(gpu.role == PcieRole::endpoint);
    CHECK(gpu.resizable_bars.empty());
    CHECK(gpu.bars.size() == 4);
    REQUIRE(reading.gaps.size() == 3);
    CHECK(reading.gaps[1].reason == Missing::asleep);
    CHECK(reading.gaps[1].what == "0000:01:00.0");
    for (auto const& access : machine.log()) {
        CAPTURE(access.path);
        bool const wakes = access.path.find("0000:01:00.0/") != std::string::npos &&
                           (access.path.ends_with("link_speed") ||
                            access.path.ends_with("link_width") || access.path.ends_with("config"));
        CHECK_FALSE(wakes);
    }
}

TEST_CASE("no machine is read for the size of a region that can be resized", "[pcie]") {
    test::Tree const tree("pcie-healthy-x16.tree");
    auto const machine = tree.machine();
    machine.start_log();
    std::vector<Gap> gaps;
    read_pcie(machine, {}, gaps);
    for (auto const& access : machine.log()) CHECK_FALSE(access.path.ends_with("_resize"));
}

TEST_CASE("a sleeping port keeps its role", "[pcie]") {
    CHECK(read("asleep").at("0000:00:01.0").role == PcieRole::root_port);
}

TEST_CASE("drives behind VMD stand below their own root bus", "[pcie]") {
    auto const machine = read("vmd");
    CHECK(machine.at("10000:e0:06.0").role == PcieRole::root_port);
    CHECK(machine.at("10000:e0:06.0").root_bus == "pci10000:e0");
    CHECK(machine.at("10000:e1:00.0").parent == "10000:e0:06.0");
    CHECK(machine.at("0000:00:0e.0").role == PcieRole::integrated);
}

TEST_CASE("a virtual function names its physical function", "[pcie]") {
    auto const machine = read("sriov");
    CHECK(machine.at("0000:01:10.0").physical_function == "0000:01:00.0");
    CHECK_FALSE(machine.at("0000:01:00.0").physical_function);
}

TEST_CASE("error counters are read at both ends of a link", "[pcie]") {
    auto const machine = read("aer");
    REQUIRE(machine.at("0000:00:03.1").aer);
    CHECK(machine.at("0000:00:03.1").aer->correctable.at("BadTLP") == 418);
    REQUIRE(machine.at("0000:01:00.0").aer);
    CHECK(machine.at("0000:01:00.0").aer->nonfatal.at("CmpltTO") == 1);
    CHECK(machine.at("0000:01:00.1").aer->correctable.at("Receiver Error") == 2);
    CHECK(machine.at("0000:01:00.0").aer->correctable.count("TOTAL_ERR_COR") == 0);
}

TEST_CASE("a region without an address is told apart", "[pcie]") {
    auto const bars = read("bar-unassigned").at("0000:03:00.0").bars;
    REQUIRE(bars.size() == 3);
    CHECK(bars[0].assigned);
    CHECK_FALSE(bars[1].assigned);
    CHECK(bars[1].size_bytes == std::uint64_t{16} << 30U);
}

TEST_CASE("without root one gap stands for all capabilities", "[pcie]") {
    auto const machine = read("no-root");
    REQUIRE(machine.gaps.size() == 1);
    CHECK(machine.gaps[0].reason == Missing::needs_root);
    CHECK(machine.gaps[0].remedy == "sudo rigcheck check");
    CHECK(machine.at("0000:01:00.0").role == PcieRole::endpoint);
    CHECK_FALSE(machine.at("0000:01:00.0").capability);
}

TEST_CASE("with root the capability tells what a port is told to do", "[pcie]") {
    auto const machine = read("gen3-setting");
    auto const& port = machine.at("0000:00:01.0").capability;
    REQUIRE(port);
    CHECK(port->supported_speed_gts == 16.0);
    CHECK(port->target_speed_gts == 8.0);
    CHECK(port->slot_number == 5);
    CHECK(port->slot_power_w == 75.0);
    auto const& card = machine.at("0000:01:00.0").capability;
    REQUIRE(card);
    CHECK(card->capability_speed_gts == 8.0);
    CHECK(card->capability_width == 16);
    CHECK(card->supported_speed_gts == 16.0);
    CHECK(card->autonomous_speed_disabled == true);
    CHECK(card->retimer == true);
    CHECK(machine.gaps.empty());
}

TEST_CASE("the kernel names the slot of every function of a device", "[pcie]") {
    auto const machine = read("healthy-x16");
    CHECK(machine.at("0000:01:00.0").slot == "1");
    CHECK(machine.at("0000:01:00.1").slot == "1");
    CHECK_FALSE(machine.at("0000:02:00.0").slot);
}

TEST_CASE("firmware slots count by unique addresses of a card or its bridge", "[pcie]") {
    auto const machine =
        read("slots", {slot("PCIEX16_1", "0000:01:00.0"), slot("M2_1", "0000:00:01.2"),
                       slot("M2_2", "0000:00:02.2"), slot("M2_3", "0000:00:02.2")});
    CHECK(machine.at("0000:01:00.0").slot == "PCIEX16_1");
    CHECK(machine.at("0000:02:00.0").slot == "M2_1");
    CHECK(machine.at("0000:03:00.0").slot == "3");
    CHECK_FALSE(machine.at("0000:00:02.2").slot);
    CHECK(machine.pcie.slots.size() == 4);
}

TEST_CASE("two firmware slots on one path name nothing", "[pcie]") {
    auto const machine =
        read("slots", {slot("PCIEX16_1", "0000:01:00.0"), slot("PCIEX16_2", "0000:00:01.1")});
    CHECK_FALSE(machine.at("0000:01:00.0").slot);
}

TEST_CASE("the null address names no slot", "[pcie]") {
    CHECK_FALSE(read("slots", {slot("X", "0000:00:00.0")}).at("0000:00:00.0").slot);
}

TEST_CASE("a bridge without link files is conventional where others have them", "[pcie]") {
    auto const tree = test::Tree::from_text(
        "/sys/bus/pci/devices/0000:00:01.0 -> ../../../devices/pci0000:00/0000:00:01.0\n"
        "/sys/devices/pci0000:00/0000:00:01.0/class = 0x060400\n"
        "/sys/devices/pci0000:00/0000:00:01.0/max_link_width = 16\n"
        "/sys/bus/pci/devices/0000:00:1e.0 -> ../../../devices/pci0000:00/0000:00:1e.0\n"
        "/sys/devices/pci0000:00/0000:00:1e.0/class = 0x060401\n"
        "/sys/bus/pci/devices/0000:05:00.0 -> "
        "../../../devices/pci0000:00/0000:00:1e.0/0000:05:00.0\n"
        "/sys/devices/pci0000:00/0000:00:1e.0/0000:05:00.0/class = 0x040100\n");
    auto const machine = read(tree);
    CHECK(machine.at("0000:00:01.0").role == PcieRole::root_port);
    CHECK(machine.at("0000:00:1e.0").role == PcieRole::conventional);
    CHECK(machine.at("0000:05:00.0").role == PcieRole::conventional);
}

TEST_CASE("functions of a flattened capture stay, without a place", "[pcie]") {
    auto const tree = test::Tree::from_text("/sys/bus/pci/devices/0000:01:00.0/class = 0x030000\n");
    auto const machine = read(tree);
    REQUIRE(machine.pcie.functions.size() == 1);
    CHECK_FALSE(machine.pcie.functions[0].parent);
    CHECK(machine.pcie.functions[0].class_code == Hex<6>{0x030000});
}

TEST_CASE("a machine without PCI has no functions and no gap", "[pcie]") {
    auto const machine = read(test::Tree::from_text("/proc/version = Linux\n"));
    CHECK(machine.pcie.functions.empty());
    CHECK(machine.gaps.empty());
}

TEST_CASE("every machine made for the link rules is read without complaint", "[pcie]") {
    namespace fs = std::filesystem;
    int count = 0;
    for (auto const& entry : fs::directory_iterator(RIGCHECK_SOURCE_DIR "/tests/machines")) {
        auto const name = entry.path().filename().string();
        if (!name.starts_with("pcie-")) continue;
        CAPTURE(name);
        auto const machine = read(test::Tree(name));
        CHECK_FALSE(machine.pcie.functions.empty());
        for (auto const& gap : machine.gaps) CHECK(gap.reason != Missing::malformed);
        ++count;
    }
    CHECK(count >= 37);
}
