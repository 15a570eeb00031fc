#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "probe/facts/memory.hpp"
#include "probe/facts/pcie.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// One structure of an SMBIOS table: the formatted area (header included) and its strings. Fields
// are gated on the length of the structure, never on the version of the table.
class SmbiosStructure {
public:
    SmbiosStructure(std::span<std::byte const> formatted, std::vector<std::string> strings);

    int type() const;
    int handle() const;
    std::size_t length() const;
    // Little-endian numbers; empty when the structure is too short to hold the field.
    std::optional<std::uint8_t> byte(std::size_t offset) const;
    std::optional<std::uint16_t> word(std::size_t offset) const;
    std::optional<std::uint32_t> dword(std::size_t offset) const;
    std::optional<std::uint64_t> qword(std::size_t offset) const;
    // The string whose number stands at `offset`, trimmed, printable, at most 64 characters; empty
    // when absent, out of range or a placeholder such as "To Be Filled By O.E.M.".
    std::optional<std::string> text(std::size_t offset) const;

private:
    std::span<std::byte const> formatted_;
    std::vector<std::string> strings_;
};

// The structures of a table as long as they are sound; `problem` says where reading stopped early.
// They point into the bytes given.
struct SmbiosTable {
    std::vector<SmbiosStructure> structures;
    std::optional<std::string> problem;
};

// DMTF DSP0134, 5.2 (entry points "_SM3_", "_SM_", "_DMI_") and 6.1 (structures). `entry_point` may
// be empty: then the table is walked to its end marker.
SmbiosTable parse_smbios(std::span<std::byte const> entry_point, std::span<std::byte const> table);

// What rigcheck takes from the table.
struct SmbiosFacts {
    std::vector<MemoryModule> modules;
    std::vector<MemoryArray> arrays;
    std::vector<MemoryMapped> mapped;
    std::vector<CpuSocket> sockets;
    std::vector<PcieSlot> slots;
};
SmbiosFacts smbios_facts(SmbiosTable const& table);

// /sys/firmware/dmi/tables. Empty when there is no table or it may not be read; the second and a
// damaged table leave a gap.
std::optional<SmbiosFacts> read_smbios(Machine const& machine, std::vector<Gap>& gaps);

// The same table without serial numbers, asset tags, UUIDs and structures that rigcheck does not
// read (they may hold service tags or MAC addresses). Equal serial numbers stay equal, so that the
// facts do not change.
std::string redact_smbios(std::string const& table);

}  // namespace rigcheck
