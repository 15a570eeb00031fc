#pragma once

#include <optional>
#include <vector>

#include "checklists/rules/memory_channels.hpp"

namespace rigcheck {

// A stick that should change its slot; both are indices in Memory::modules.
struct StickMove {
    std::size_t from = 0, to = 0;
};

// Sticks that crowd one channel: the first goes to the empty slot of another channel that has the
// same place as the last one, which stays. Empty when there is no second stick or no such slot.
std::optional<StickMove> spreading_move(ChannelVerdict const& channels);

// Two sticks in the first places of their channels, each to the other place of its channel. Empty
// when a stick has no such place.
std::vector<StickMove> far_slot_moves(ChannelVerdict const& channels);

}  // namespace rigcheck
