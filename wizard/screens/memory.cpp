#include "wizard/screens/memory.hpp"

#include <fmt/format.h>

#include <algorithm>

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
                                .channel = verdict.labelled ? placed.channel : std::string()});
    }
    screen.channels_known = verdict.labelled;
    if (names_are_unique(screen.slots)) {
        for (auto& slot : screen.slots) slot.bank.clear();
    }
    return screen;
}

}  // namespace rigcheck
