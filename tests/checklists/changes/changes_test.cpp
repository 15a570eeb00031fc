#include "checklists/changes/changes.hpp"

#include <catch2/catch.hpp>

#include "probe/snapshot.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"
#include "wizard/screens/changes.hpp"

namespace rigcheck {
namespace {

Snapshot machine_with_two_sticks() {
    Snapshot snapshot;
    snapshot.memory.source = MemorySource::smbios;
    for (auto const* slot : {"DIMM_A2", "DIMM_B2"}) {
        auto& stick = snapshot.memory.modules.emplace_back();
        stick.locator = slot;
        stick.size_mib = 16384;
        stick.part_number = "F4-3200C16";
    }
    auto& card = snapshot.pcie.functions.emplace_back();
    card.address = "0000:01:00.0";
    card.class_code = Hex<6>{0x030000};
    card.device_name = "GA104";
    card.driver = "nvidia";
    auto& drive = snapshot.storage.drives.emplace_back();
    drive.name = "nvme0n1";
    drive.kind = DriveKind::nvme;
    drive.model = "Samsung 970";
    drive.size_bytes = 500000000000;
    snapshot.platform.bios_version = "1.0";
    return snapshot;
}

TEST_CASE("a machine is the same as itself", "[changes]") {
    CHECK(changes_between(machine_with_two_sticks(), machine_with_two_sticks()).empty());
    for (auto const& name : test::machine_names()) {
        INFO(name);
        auto const snapshot = read_snapshot(test::Tree(name).machine());
        CHECK(changes_between(snapshot, snapshot).empty());
    }
}

TEST_CASE("what came, went and changed is said in sentences", "[changes]") {
    auto const whole = machine_with_two_sticks();
    auto other = whole;
    other.memory.modules.at(1).size_mib = 0;
    other.pcie.functions.clear();
    other.storage.drives.at(0).name = "nvme1n1";  // another name is not another drive
    other.storage.drives.emplace_back().model = "Crucial MX500";
    other.platform.bios_version = "1.2";
    CHECK(sentences(changes_between(whole, other)) ==
          std::vector<std::string>{
              "The BIOS was version 1.0, and is 1.2 now.",
              "The RAM stick in DIMM_B2 is gone: 16384 MiB F4-3200C16.",
              "A graphics card is gone: GA104.",
              "There is a new drive: Crucial MX500, 0 GB ().",
          });
    CHECK(sentences(changes_between(other, whole)).size() == 4);
}

TEST_CASE("a driver that comes or goes is a change of the card", "[changes]") {
    auto const whole = machine_with_two_sticks();
    auto other = whole;
    other.pcie.functions.at(0).driver.reset();
    CHECK(sentences(changes_between(whole, other)) ==
          std::vector<std::string>{"GA104 lost its driver: nvidia."});
    CHECK(sentences(changes_between(other, whole)) ==
          std::vector<std::string>{"GA104 has a driver now: nvidia."});
}

TEST_CASE("without the firmware's table only a noticeable size counts", "[changes]") {
    Snapshot before;
    before.memory.kernel_mib = 32000;
    auto after = before;
    after.memory.kernel_mib = 31900;
    CHECK(changes_between(before, after).empty());
    after.memory.kernel_mib = 16000;
    CHECK(sentences(changes_between(before, after)) ==
          std::vector<std::string>{"The system saw 32000 MiB of RAM, and sees 16000 now."});
}

}  // namespace
}  // namespace rigcheck
