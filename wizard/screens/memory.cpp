#include "wizard/screens/memory.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checklists/rules/memory_channels.hpp"
#include "checklists/rules/memory_moves.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

// "16 GB DDR4-3200": the size, and the speed at which it runs.
std::string content_of(MemoryModule const& module) {
    if (!module.size_mib) return "?";
    auto text = *module.size_mib % 1024 == 0 ? fmt::format("{} GB", *module.size_mib / 1024)
                                             : fmt::format("{} MB", *module.size_mib);
    auto const speed = module.configured_mts ? module.configured_mts : module.speed_mts;
    if (module.type) text += " " + *module.type;
    if (module.type && speed) text += fmt::format("-{}", *speed);
    return text;
}

bool names_are_unique(std::vector<SlotBox> const& slots) {
    std::vector<std::string> names;
    names.reserve(slots.size());
    for (auto const& slot : slots) names.push_back(slot.name);
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) == names.end();
}

}  // namespace

MemoryScreen memory_screen(Snapshot const& snapshot) {
    auto const verdict = infer_channels(snapshot);
    MemoryScreen screen;
    for (auto const& placed : verdict.modules) {
        auto const& module = snapshot.memory.modules.at(placed.index);
        bool const empty = module.size_mib == 0;
        screen.slots.push_back({.name = module.locator.value_or("?"),
                                .bank = module.bank_locator.value_or(""),
                                .content = empty ? std::string() : content_of(module),
                                .channel = verdict.labelled ? placed.channel : std::string(),
                                .to_do = {}});
    }
    screen.channels_known = verdict.labelled;
    if (names_are_unique(screen.slots)) {
        for (auto& slot : screen.slots) slot.bank.clear();
    }
    return screen;
}

std::vector<SlotMove> slot_moves(Snapshot const& snapshot, Findings const& findings) {
    auto const failed = [&](char const* id) {
        return std::any_of(findings.begin(), findings.end(), [&](Finding const& finding) {
            return finding.id == id && finding.state == State::fail;
        });
    };
    auto const channels = infer_channels(snapshot);
    std::vector<StickMove> moves;
    if (failed("memory.single-channel")) {
        if (auto const move = spreading_move(channels)) moves.push_back(*move);
    } else if (failed("memory.slot-choice")) {
        moves = far_slot_moves(channels);
    }
    auto const position = [&](std::size_t module) {
        auto const found =
            std::find_if(channels.modules.begin(), channels.modules.end(),
                         [&](PlacedModule const& placed) { return placed.index == module; });
        return static_cast<std::size_t>(found - channels.modules.begin());
    };
    std::vector<SlotMove> shown;
    shown.reserve(moves.size());
    bool const advised = failed("memory.single-channel");
    for (auto const& move : moves)
        shown.push_back({.from = position(move.from), .to = position(move.to), .advised = advised});
    return shown;
}

void name_moves(std::vector<SlotBox>& slots, std::vector<SlotMove> const& moves) {
    for (auto const& move : moves) {
        slots.at(move.from).to_do =
            move.advised ? _("move this one") : _("could move: see the manual");
        slots.at(move.to).to_do = move.advised ? _("it goes here") : _("the usual place");
    }
}

}  // namespace rigcheck
