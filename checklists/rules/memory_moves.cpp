#include "checklists/rules/memory_moves.hpp"

#include <utility>

namespace rigcheck {
namespace {

bool same_channel(PlacedModule const& one, PlacedModule const& other) {
    return one.socket.value_or(0) == other.socket.value_or(0) && one.channel == other.channel;
}

}  // namespace

std::optional<StickMove> spreading_move(ChannelVerdict const& channels) {
    PlacedModule const* moves = nullptr;
    PlacedModule const* stays = nullptr;
    for (auto const& placed : channels.modules) {
        if (!placed.populated) continue;
        if (moves == nullptr) moves = &placed;
        stays = &placed;
    }
    if (moves == nullptr || moves == stays) return std::nullopt;
    PlacedModule const* target = nullptr;
    for (auto const& placed : channels.modules) {
        if (placed.populated || placed.channel.empty() || same_channel(placed, *stays)) continue;
        if (target == nullptr || (placed.slot == stays->slot && target->slot != stays->slot)) {
            target = &placed;
        }
    }
    if (target == nullptr) return std::nullopt;
    return StickMove{.from = moves->index, .to = target->index};
}

std::vector<StickMove> far_slot_moves(ChannelVerdict const& channels) {
    std::vector<StickMove> moves;
    for (auto const& stick : channels.modules) {
        if (!stick.populated) continue;
        PlacedModule const* target = nullptr;
        for (auto const& placed : channels.modules) {
            if (!placed.populated && same_channel(placed, stick)) target = &placed;
        }
        if (target == nullptr) return {};
        moves.push_back({.from = stick.index, .to = target->index});
    }
    return moves;
}

}  // namespace rigcheck
