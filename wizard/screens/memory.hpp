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
    std::string to_do;    // "move this one", "it goes here"; empty for most
};

// "Move this stick there": positions in MemoryScreen::slots.
struct SlotMove {
    std::size_t from = 0, to = 0;
    bool advised = true;  // else only the usual place: the board's manual decides
};

struct MemoryScreen {
    std::vector<SlotBox> slots;
    bool channels_known = false;
};

MemoryScreen memory_screen(Snapshot const& snapshot);

// What the findings ask to be moved; empty when they ask for nothing, or for something that the
// names of the slots do not tell.
std::vector<SlotMove> slot_moves(Snapshot const& snapshot, Findings const& findings);
// Says so in the slots.
void name_moves(std::vector<SlotBox>& slots, std::vector<SlotMove> const& moves);

}  // namespace rigcheck
