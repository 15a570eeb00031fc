#include "tests/support/big_machine.hpp"

#include <fmt/format.h>

namespace rigcheck::test {
namespace {

PcieFunction function(std::string address, std::optional<std::string> parent, PcieRole role,
                      std::uint32_t class_code, std::uint32_t vendor, std::uint32_t device,
                      int width) {
    PcieFunction one;
    one.address = std::move(address);
    one.parent = std::move(parent);
    one.root_bus = "pci0000:00";
    one.role = role;
    one.class_code.emplace().value = class_code;
    one.vendor.emplace().value = vendor;
    one.device.emplace().value = device;
    one.link = PcieLink{.speed_gts = 16.0,
                        .width = width,
                        .max_speed_gts = 16.0,
                        .max_width = width == 8 ? 16 : width};
    return one;
}

// Each card and each drive behind a root port of its own; every third card on half its lanes.
void add_cards(Pcie& pcie) {
    constexpr std::uint32_t kBridge = 0x060400, kDisplay = 0x030000, kNvme = 0x010802;
    for (int i = 0; i < 8; ++i) {
        int const width = i % 3 == 0 ? 8 : 16;
        auto const port = fmt::format("0000:{:02x}:01.1", 0x20 + i);
        pcie.functions.push_back(
            function(port, {}, PcieRole::root_port, kBridge, 0x1022, 0x1483, width));
        auto card = function(fmt::format("0000:{:02x}:00.0", 0x40 + i), port, PcieRole::endpoint,
                             kDisplay, 0x10de, 0x2204, width);
        card.device_name = "GA102 [GeForce RTX 3090]";
        card.driver = "nvidia";
        pcie.functions.push_back(card);
    }
    for (int i = 0; i < 24; ++i) {
        auto const port = fmt::format("0000:{:02x}:03.1", 0x60 + i);
        pcie.functions.push_back(
            function(port, {}, PcieRole::root_port, kBridge, 0x1022, 0x1483, 4));
        auto drive = function(fmt::format("0000:{:02x}:00.0", 0x80 + i), port, PcieRole::endpoint,
                              kNvme, 0x144d, 0xa80a, 4);
        drive.device_name = "NVMe SSD Controller PM9A1/PM9A3/980PRO";
        drive.driver = "nvme";
        pcie.functions.push_back(drive);
    }
}

void add_sticks(Memory& memory) {
    memory.source = MemorySource::smbios;
    for (int i = 0; i < 32; ++i) {
        MemoryModule module;
        module.locator =
            fmt::format("P{}_DIMM_{}{}", i / 16, static_cast<char>('A' + i / 2 % 8), i % 2);
        module.size_mib = i % 2 == 0 ? 65536 : 0;
        module.type = "DDR5";
        module.form_factor = "DIMM";
        module.speed_mts = 4800;
        module.configured_mts = 4800;
        memory.modules.push_back(module);
    }
}

void add_drives(Storage& storage) {
    for (int i = 0; i < 24; ++i) {
        Drive drive;
        drive.name = fmt::format("nvme{}n1", i);
        drive.kind = DriveKind::nvme;
        drive.transport = "pcie";
        drive.size_bytes = 3840755982336;
        drive.model = "Example data centre drive 3.84 TB";
        drive.pci_address = fmt::format("0000:{:02x}:00.0", 0x80 + i);
        storage.drives.push_back(drive);
    }
}

void add_sensors(Sensors& sensors) {
    constexpr int kChips = 10, kOfAChip = 30;
    for (int c = 0; c < kChips; ++c) {
        SensorChip chip;
        chip.prefix = "coretemp";
        chip.name = fmt::format("coretemp-isa-{:04x}", c);
        for (int i = 0; i < kOfAChip; ++i) {
            SensorFeature feature;
            feature.name = fmt::format("temp{}", i + 1);
            feature.kind = SensorKind::temperature;
            feature.label = fmt::format("Core {}", i);
            feature.unit = "c";
            feature.value = 40 + i % 7;
            feature.max = 90;
            feature.crit = 100;
            chip.features.push_back(feature);
        }
        sensors.chips.push_back(chip);
    }
}

}  // namespace

Snapshot big_machine() {
    Snapshot snapshot;
    snapshot.schema = kSnapshotSchema;
    snapshot.tool = {.name = "rigcheck", .version = "test"};
    snapshot.taken_at = "2026-11-20T10:00:00Z";
    snapshot.source = Source::capture;
    snapshot.platform.board = "Example GPU server board";
    snapshot.platform.board_vendor = "Supermicro";
    snapshot.platform.chassis = "server";
    snapshot.platform.cpu.model = "AMD EPYC 9654 96-Core Processor";
    add_cards(snapshot.pcie);
    add_sticks(snapshot.memory);
    add_drives(snapshot.storage);
    add_sensors(snapshot.sensors);
    return snapshot;
}

}  // namespace rigcheck::test
