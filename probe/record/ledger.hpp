#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "probe/facts/fields.hpp"
#include "probe/facts/gap.hpp"
#include "probe/facts/storage.hpp"
#include "probe/machine/machine.hpp"

// The ledger: one line of JSON for each start of the machine. Counters that drives and drivers keep
// say little by themselves; the difference between two starts does.
namespace rigcheck::record {

inline constexpr char const* kLedgerSchema = "rigcheck.ledger/1";
// Of the service. A user's own is below the state directory.
inline constexpr char const* kLedgerFile = "/var/lib/rigcheck/ledger.jsonl";

// Lifetime counters of one drive. Names change from start to start, and no serial number is kept:
// two entries speak of the same drive when model and place are the same.
struct LedgerDrive {
    std::string name;                  // "nvme0n1", as this start called it
    std::optional<std::string> model;  // "Samsung SSD 990 PRO 2TB"
    std::optional<std::string> place;  // of its controller and port: "0000:02:00.0", "… ata3"
    std::optional<std::uint64_t> power_cycles, unsafe_shutdowns;  // empty: not told

    static constexpr auto fields() {
        using D = LedgerDrive;
        return field_list(field("name", &D::name), field("model", &D::model),
                          field("place", &D::place), field("power_cycles", &D::power_cycles),
                          field("unsafe_shutdowns", &D::unsafe_shutdowns));
    }
};

std::optional<std::string> place_of(Drive const& drive);

// What one start of the machine found. Empty: not known. Counts of errors are those since the
// kernel's start until the entry was written.
struct LedgerEntry {
    std::string schema = kLedgerSchema;
    std::string boot_id;                      // 32 hexadecimal digits, as the journal spells it
    std::string at;                           // UTC with microseconds
    std::optional<std::string> kernel;        // release
    std::optional<std::string> bios_version;  // SMBIOS type 0
    std::vector<LedgerDrive> drives;
    std::optional<std::uint64_t> memory_corrected, memory_uncorrected;         // EDAC
    std::optional<std::uint64_t> pcie_correctable, pcie_nonfatal, pcie_fatal;  // AER, both ends
    std::optional<std::uint64_t> cpu_throttle;                                 // Intel
    std::optional<std::uint64_t> machine_checks;                               // MCE interrupts
    std::optional<std::vector<std::string>> reset_reason;  // the kernel's lines; [] says none
    std::optional<std::string> wake_up;                    // SMBIOS type 1: "power-switch", …

    static constexpr auto fields() {
        using E = LedgerEntry;
        return field_list(
            field("schema", &E::schema), field("boot_id", &E::boot_id), field("at", &E::at),
            field("kernel", &E::kernel), field("bios_version", &E::bios_version),
            field("drives", &E::drives), field("memory_corrected", &E::memory_corrected),
            field("memory_uncorrected", &E::memory_uncorrected),
            field("pcie_correctable", &E::pcie_correctable),
            field("pcie_nonfatal", &E::pcie_nonfatal), field("pcie_fatal", &E::pcie_fatal),
            field("cpu_throttle", &E::cpu_throttle), field("machine_checks", &E::machine_checks),
            field("reset_reason", &E::reset_reason), field("wake_up", &E::wake_up));
    }
};

struct Ledger {
    std::vector<LedgerEntry> entries;  // in the order of the file, the latest start last
    int damaged_lines = 0;             // torn, foreign or of a newer rigcheck
};

// The lines of a ledger; at most the newest 1000 of them.
Ledger parse_ledger(std::string_view text);

// The ledger of the service, else of the user. Empty where there is none yet; a gap where it may
// not be read.
Ledger read_ledger(Machine const& machine, std::vector<Gap>& gaps);

// What a start finds now. Root alone learns the counters of drives and the wake-up type.
LedgerEntry ledger_entry(Machine const& machine, std::vector<Gap>& gaps);

// Appends and syncs; a file grown too long keeps its newest entries. False when the ledger already
// holds this start and knows as much. Throws std::system_error with the file's name.
bool append_to_ledger(std::string const& file, LedgerEntry const& entry);

}  // namespace rigcheck::record
