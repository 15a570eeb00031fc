#include <algorithm>
#include <array>
#include <chrono>
#include <span>

#include "probe/history/journal_export.hpp"
#include "probe/memory/edac.hpp"
#include "probe/pcie/function.hpp"
#include "probe/record/counters.hpp"
#include "probe/record/kernel_messages.hpp"
#include "probe/record/ledger.hpp"
#include "probe/sensors/throttle.hpp"
#include "probe/smbios/smbios.hpp"
#include "probe/smbios/text.hpp"
#include "probe/storage/storage.hpp"
#include "probe/utc_now.hpp"

namespace rigcheck::record {
namespace {

constexpr char const* kDmiTable = "/sys/firmware/dmi/tables/DMI";
constexpr std::size_t kDmiLimit = std::size_t{1} << 20U;
constexpr char const* kResetReason = "Previous system reset reason";  // kernel: cpu/amd.c
constexpr std::size_t kMaxReasons = 32;                               // bits of the register

std::vector<LedgerDrive> read_drive_counters(Machine const& machine, std::vector<Gap>& gaps) {
    std::vector<LedgerDrive> drives;
    for (auto const& drive : read_storage(machine, gaps).drives) {
        if (!drive.health) continue;
        drives.push_back({.name = drive.name,
                          .model = drive.model,
                          .place = place_of(drive),
                          .power_cycles = drive.health->power_cycles,
                          .unsafe_shutdowns = drive.health->unsafe_shutdowns});
    }
    return drives;
}

void add(std::optional<std::uint64_t>& sum, std::optional<std::uint64_t> more) {
    if (more) sum = sum.value_or(0) + *more;
}

void count_memory_errors(Machine const& machine, LedgerEntry& entry, std::vector<Gap>& gaps) {
    for (auto const& dimm : read_edac(machine, gaps)) {
        add(entry.memory_corrected, dimm.corrected_errors);
        add(entry.memory_uncorrected, dimm.uncorrected_errors);
    }
}

// The port may count what the card below it did, so both ends are added up (kernel: ABI text of
// aer_stats).
void count_pcie_errors(Machine const& machine, LedgerEntry& entry) {
    for (auto const& address : machine.list(kPciDevices)) {
        auto const total = [&](char const* file) {
            auto const path = std::string(kPciDevices).append("/").append(address).append(file);
            auto const reading = machine.read_line(path);
            return reading.text ? aer_total(*reading.text) : std::nullopt;
        };
        auto const correctable = total("/aer_dev_correctable");
        if (!correctable) continue;
        add(entry.pcie_correctable, correctable);
        add(entry.pcie_nonfatal, total("/aer_dev_nonfatal"));
        add(entry.pcie_fatal, total("/aer_dev_fatal"));
    }
}

std::optional<std::uint64_t> count_throttling(Machine const& machine, std::vector<Gap>& gaps) {
    auto const throttle = read_throttle(machine, gaps);
    if (!throttle.core_events && !throttle.package_events) return std::nullopt;
    return static_cast<std::uint64_t>(throttle.core_events.value_or(0) +
                                      throttle.package_events.value_or(0));
}

std::optional<std::uint64_t> count_machine_checks(Machine const& machine) {
    constexpr std::size_t kLimit = std::size_t{4} << 20U;  // a column for each processor
    auto const reading = machine.read("/proc/interrupts", kLimit);
    return reading.text ? interrupt_count(*reading.text, "MCE") : std::nullopt;
}

Reading find_reset_reasons() {
    Missing why = Missing::absent;
    auto messages = KernelMessages::open(KernelMessages::From::oldest, why);
    if (!messages) return {std::nullopt, why};
    std::string text;
    std::size_t found = 0;
    while (auto const message = messages->next()) {
        if (message->text.find(kResetReason) == std::string::npos || found++ >= kMaxReasons)
            continue;
        text += message->text.substr(0, 200) + '\n';
    }
    return {std::move(text), Missing::absent};
}

std::optional<std::vector<std::string>> read_reset_reasons(Machine const& machine,
                                                           std::vector<Gap>& gaps) {
    auto const reading = machine.ask("record/reset-reason", [] { return find_reset_reasons(); });
    if (!reading.text) {
        if (reading.why != Missing::absent)
            gaps.push_back({"history", "kernel log", reading.why, {}});
        return std::nullopt;
    }
    std::vector<std::string> lines;
    std::string_view text = *reading.text;
    while (!text.empty() && lines.size() < kMaxReasons) {
        auto const line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.find(kResetReason) != std::string_view::npos)
            lines.emplace_back(line.substr(0, 200));
    }
    return lines;
}

// SMBIOS 3.7, 7.2.2.
std::optional<std::string> wake_up_name(std::optional<std::uint8_t> code) {
    constexpr std::array kNames{"apm-timer",    "modem-ring", "lan-remote",
                                "power-switch", "pci-pme",    "ac-power-restored"};
    constexpr std::uint8_t kFirst = 3;
    if (!code || *code < kFirst || *code >= kFirst + kNames.size()) return std::nullopt;
    return kNames.at(*code - kFirst);
}

std::optional<std::string> read_wake_up(Machine const& machine) {
    constexpr int kSystem = 1;
    constexpr std::size_t kWakeUp = 0x18;
    auto const table = machine.read(kDmiTable, kDmiLimit);
    if (!table.text) return std::nullopt;
    auto const parsed = parse_smbios({}, std::as_bytes(std::span(*table.text)));
    for (auto const& structure : parsed.structures) {
        if (structure.type() == kSystem) return wake_up_name(structure.byte(kWakeUp));
    }
    return std::nullopt;
}

std::optional<std::string> text_in(Machine const& machine, char const* file) {
    auto const reading = machine.read_line(file);
    return reading.text ? firmware_text(*reading.text) : std::nullopt;
}

}  // namespace

std::optional<std::string> place_of(Drive const& drive) {
    if (!drive.pci_address) return std::nullopt;
    bool const port = drive.controller && drive.controller->starts_with("ata");
    return port ? *drive.pci_address + ' ' + *drive.controller : *drive.pci_address;
}

LedgerEntry ledger_entry(Machine const& machine, std::vector<Gap>& gaps) {
    LedgerEntry entry;
    entry.boot_id =
        plain_id(machine.read_line("/proc/sys/kernel/random/boot_id").text.value_or(""));
    entry.at = utc_text(std::chrono::system_clock::now());
    entry.kernel = text_in(machine, "/proc/sys/kernel/osrelease");
    entry.bios_version = text_in(machine, "/sys/class/dmi/id/bios_version");
    entry.drives = read_drive_counters(machine, gaps);
    count_memory_errors(machine, entry, gaps);
    count_pcie_errors(machine, entry);
    entry.cpu_throttle = count_throttling(machine, gaps);
    entry.machine_checks = count_machine_checks(machine);
    entry.reset_reason = read_reset_reasons(machine, gaps);
    entry.wake_up = read_wake_up(machine);
    return entry;
}

}  // namespace rigcheck::record
