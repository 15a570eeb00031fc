#pragma once

#include <string>
#include <vector>

#include "checklists/findings/words.hpp"
#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// One DIMM slot as on the board.
struct SlotBox {
    std::string name;     // as the firmware spells it
    std::string bank;     // a second name, where the first alone is not unique
    std::string content;  // "16 GB DDR4-3200"; empty for an empty slot
    std::string channel;  // "A"; empty where unknown
};

// "Move this stick there": positions in MemoryScreen::slots.
struct SlotMove {
    std::size_t from = 0, to = 0;
};

struct MemoryScreen {
    std::vector<SlotBox> slots;
    bool channels_known = false;
};

MemoryScreen memory_screen(Snapshot const& snapshot);

// What the findings ask to be moved; empty when they ask for nothing, or for something that the
// names of the slots do not tell.
std::vector<SlotMove> slot_moves(Snapshot const& snapshot, Findings const& findings);

}  // namespace rigcheck
