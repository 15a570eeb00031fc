#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/rules/memory_channels.hpp"
#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// One DIMM slot as on the board.
struct SlotBox {
    std::string name;     // as the firmware spells it
    std::string bank;     // a second name, where the first alone is not unique
    std::string content;  // "16 GB DDR4-3200"; empty for an empty slot
    std::string channel;  // "A"; empty where unknown
};

struct MemoryScreen {
    std::vector<SlotBox> slots;
    bool channels_known = false;
};

MemoryScreen memory_screen(Snapshot const& snapshot);

}  // namespace rigcheck
