#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// Slots of system memory among all that the firmware lists: not flash chips, not caches.
std::vector<std::size_t> system_memory(Memory const& memory);

// Holds memory. Less than 64 MiB is a flash chip or a cache in disguise.
bool is_stick(MemoryModule const& module);

// The sticks of system memory, in firmware order.
std::vector<MemoryModule const*> sticks(Memory const& memory);

// All sticks together; empty when the size of one is not known or there is none.
std::optional<std::int64_t> installed_mib(Memory const& memory);

// Linux got clearly more memory than the firmware lists: the list is wrong.
bool table_unreliable(Memory const& memory);

// "DIMM_A2", or "DIMM 1 (P0 CHANNEL A)" where several slots share the name.
std::string slot_label(Memory const& memory, MemoryModule const& module);

// "SMBIOS type 17, handle 0x0040"
std::string evidence_source(Memory const& memory, MemoryModule const& module);

std::string lower_case(std::string text);

}  // namespace rigcheck
