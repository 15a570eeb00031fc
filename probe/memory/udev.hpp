#pragma once

#include <string_view>
#include <vector>

#include "probe/facts/memory.hpp"

namespace rigcheck {

// What udev's helper dmi_memory_id (systemd 248 and later) copied from the SMBIOS table at boot. It
// has no handles, no type 19 and 20, and of several arrays only the last.
struct UdevMemory {
    std::vector<MemoryModule> modules;
    std::vector<MemoryArray> arrays;
};

// The text of /run/udev/data/+dmi:id: lines E:KEY=VALUE.
UdevMemory parse_udev_memory(std::string_view text);

}  // namespace rigcheck
