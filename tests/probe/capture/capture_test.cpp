#include "probe/capture/capture.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "probe/facts/json.hpp"
#include "probe/pcie/redact_config.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

namespace fs = std::filesystem;
using test::Tree;

// Every kind of identifier that the files we read may hold.
constexpr char const* kPlantedMachine = R"(# a machine with an identifier planted in every file
smbios system "ACME" "Tower" serial="SYSSERIAL7781" uuid=1b4e28ba2fa111d2883f0016d3cca427
smbios board "ACME" "Z790" serial="BRDSERIAL4420"
smbios cpu "AMD Ryzen 7 5800X 8-Core Processor"
smbios array slots=2
smbios dimm "DIMM_A2" "BANK 0" 16384 type=DDR4 speed=3200 configured=3200 serial=DIMM5E41A1
smbios dimm "DIMM_B2" "BANK 1" 16384 type=DDR4 speed=3200 configured=3200 serial=DIMM5E41A2
/proc/cmdline = root=UUID=7c9e6679-7425-40de-944b-e07fc1f90ae7 ip=::::annas-tower:eth0 mac=52:54:00:12:34:56
/proc/sys/kernel/hostname = annas-tower
/proc/sys/kernel/osrelease = 6.1.0-30-amd64
/lib/modules/6.1.0-30-amd64/modules.dep =
/proc/sys/kernel/random/boot_id = 3f0c1a52-9b1d-4e57-8a31-0d6f7c2b9e10
/proc/cpuinfo = processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel name\t: AMD Ryzen 7 5800X 8-Core Processor
/run/udev/data/+dmi:id = E:MEMORY_DEVICE_0_SERIAL_NUMBER=DIMM5E41A1\nE:MEMORY_DEVICE_0_SIZE=17179869184
/sys/bus/pci/devices/0000:00:01.0 -> ../../../devices/pci0000:00/0000:00:01.0
/sys/devices/pci0000:00/0000:00:01.0/class = 0x060400
/sys/devices/pci0000:00/0000:00:01.0/vendor = 0x1022
/sys/devices/pci0000:00/0000:00:01.0/config denied
/sys/devices/pci0000:00/0000:00:01.0/current_link_speed = 16.0 GT/s PCIe
/sys/devices/pci0000:00/0000:00:01.0/current_link_width = 16
/sys/class/dmi/id -> ../../devices/virtual/dmi/id
/sys/devices/virtual/dmi/id/board_name = Z790
/sys/class/dmi/id/product_serial denied
)";

constexpr char const* kPlanted[] = {
    "SYSSERIAL7781",   "BRDSERIAL4420", "DIMM5E41A1",
    "DIMM5E41A2",      "annas",         "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    "52:54:00",        "3f0c1a52-9b1d", "\x1b\x4e\x28\xba\x2f\xa1",
    "\xba\x28\x4e\x1b"};

Json facts(Machine const& machine) {
    auto json = to_json(read_snapshot(machine));
    for (auto const* key : {"taken_at", "boot_id", "source"}) json.erase(key);
    return json;
}

std::string capture_to(Tree const& scratch, Machine const& machine, std::string const& name) {
    auto const destination = scratch.root() + "/" + name;
    machine.start_log();
    read_snapshot(machine);
    auto const failed = write_capture(machine, destination);
    INFO(failed.value_or(""));
    REQUIRE_FALSE(failed);
    return destination;
}

TEST_CASE("a capture replayed gives the same facts", "[capture]") {
    auto const tree = Tree::from_text(kPlantedMachine);
    auto const scratch = Tree::from_text("/x/");
    auto const original = facts(tree.machine());
    CHECK(original["memory"]["modules"].size() == 2);
    std::string error;
    auto const directory = Machine::captured(capture_to(scratch, tree.machine(), "copy"), error);
    REQUIRE(directory);
    CHECK(facts(*directory) == original);
    auto const archive = Machine::archived(capture_to(scratch, tree.machine(), "copy.tar"), error);
    REQUIRE(archive);
    CHECK(facts(*archive) == original);
}

TEST_CASE("no planted identifier is left in a capture", "[capture]") {
    auto const tree = Tree::from_text(kPlantedMachine);
    auto const scratch = Tree::from_text("/x/");
    auto const directory = capture_to(scratch, tree.machine(), "copy");
    int files = 0;
    for (auto const& entry : fs::recursive_directory_iterator(directory)) {
        if (!entry.is_regular_file() || entry.is_symlink()) continue;
        ++files;
        auto const text = test::read_file(entry.path().string());
        for (auto const* planted : kPlanted) {
            INFO(entry.path() << " holds " << planted);
            CHECK(text.find(planted) == std::string::npos);
        }
    }
    CHECK(files > 8);
}

TEST_CASE("a capture never writes over what is there", "[capture]") {
    auto const tree = Tree::from_text("/proc/cmdline = quiet");
    auto const scratch = Tree::from_text("/there/file = mine");
    auto const machine = tree.machine();
    machine.start_log();
    read_snapshot(machine);
    CHECK(write_capture(machine, scratch.root() + "/there"));
    CHECK(test::read_file(scratch.root() + "/there/file") == "mine\n");
    CHECK(write_capture(machine, scratch.root() + "/no/such/place.tar"));
}

TEST_CASE("a capture of a machine of garbage is the same garbage", "[capture]") {
    auto const tree = Tree::from_text(
        "/proc/cmdline = \\x00\\xff\\x01\n/sys/firmware/dmi/tables/DMI = \\xff\\xff\\xff\n"
        "/sys/firmware/dmi/tables/smbios_entry_point/\n"
        "/sys/bus/pci/devices/0000:00:01.0 -> 0000:00:01.0\n/proc/cpuinfo -> cpuinfo");
    auto const scratch = Tree::from_text("/x/");
    std::string error;
    auto const copy = Machine::captured(capture_to(scratch, tree.machine(), "copy"), error);
    REQUIRE(copy);
    auto const original = facts(tree.machine());
    auto const replayed = facts(*copy);
    for (auto const* area : {"platform", "pcie", "memory"}) CHECK(replayed[area] == original[area]);
    // Where a damaged table breaks off moves when the structures that may identify are left out.
    CHECK(replayed["gaps"].size() == original["gaps"].size());
}

TEST_CASE("the device serial number of a PCI function is zeroed", "[capture]") {
    std::string config(4096, '\0');
    config[0x100] = 0x03;  // device serial number, version 1, next at 0x148
    config[0x102] = '\x81';
    config[0x103] = 0x14;
    for (std::size_t i = 0x104; i < 0x10C; ++i) config[i] = 0x5A;
    config[0x148] = 0x01;
    config[0x14C] = 0x77;
    auto const redacted = redact_config(config);
    CHECK(redacted.find(0x5A) == std::string::npos);
    CHECK(redacted[0x14C] == 0x77);
    CHECK(redact_config(std::string(64, '\xff')) == std::string(64, '\xff'));
}

}  // namespace
}  // namespace rigcheck
