#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "checklists/knowledge/memory_platforms.hpp"
#include "checklists/rules/memory_checks.hpp"
#include "checklists/rules/memory_moves.hpp"
#include "checklists/rules/memory_slots.hpp"

// Which slots the sticks sit in (domain notes 4.1 to 4.4).
namespace rigcheck {
namespace {

using Channel = std::pair<int, std::string>;

Channel channel_of(PlacedModule const& module) {
    return {module.socket.value_or(0), module.channel};
}

std::string label(MemoryCase const& memory, PlacedModule const& placed) {
    auto const& facts = memory.snapshot.memory;
    return slot_label(facts, facts.modules[placed.index]);
}

std::vector<std::string> filled_slots(MemoryCase const& memory) {
    std::vector<std::string> labels;
    for (auto const& placed : memory.channels.modules) {
        if (placed.populated) labels.push_back(label(memory, placed));
    }
    return labels;
}

std::map<Channel, int> sticks_per_channel(ChannelVerdict const& channels) {
    std::map<Channel, int> counts;
    for (auto const& placed : channels.modules) {
        if (placed.channel.empty()) continue;
        counts[channel_of(placed)] += placed.populated ? 1 : 0;
    }
    return counts;
}

Verdict& unclear(MemoryCase const& memory, Verdict& verdict) {
    verdict.state = State::unknown;
    verdict.confidence = std::min(memory.channels.confidence, 0.79);
    verdict.words = memory.channels.has("table-unreliable") ? "table-unreliable" : "unclear";
    verdict.needs =
        memory.snapshot.memory.source == MemorySource::udev ? std::string("root") : "person";
    return verdict;
}

// Virtual, no table, soldered, not sure: what every check of the population says alike.
bool settled(MemoryCase const& memory, Verdict& verdict) {
    if (settled_without_sticks(memory, verdict)) return true;
    verdict.confidence = memory.channels.confidence;
    if (memory.channels.state == ChannelState::soldered) {
        verdict.state = State::not_applicable;
        verdict.words = "soldered";
        return true;
    }
    if (memory.channels.state == ChannelState::unknown || !memory.channels.sure()) {
        unclear(memory, verdict);
        return true;
    }
    return false;
}

void tell_single(MemoryCase const& memory, Verdict& verdict) {
    auto const& channels = memory.channels;
    verdict.values["slot"] = joined(filled_slots(memory));
    verdict.values["slots"] = joined(filled_slots(memory));
    verdict.values["sticks"] = std::to_string(channels.sticks);
    verdict.values["channels"] = std::to_string(channels.expected.value_or(2));
    verdict.values["board"] = memory.snapshot.platform.board.value_or("this board");
    if (channels.sticks == 1) {
        say(verdict, State::fail, "one-stick");
        return;
    }
    auto const first = std::find_if(channels.modules.begin(), channels.modules.end(),
                                    [](auto const& placed) { return placed.populated; });
    verdict.values["channel"] = first->channel;
    // Names count only when they tell two channels apart, so a slot of another one is there.
    if (auto const move = spreading_move(channels)) {
        auto const& modules = memory.snapshot.memory.modules;
        verdict.values["from"] = slot_label(memory.snapshot.memory, modules[move->from]);
        verdict.values["to"] = slot_label(memory.snapshot.memory, modules[move->to]);
        say(verdict, State::fail, "one-channel");
    } else {
        unclear(memory, verdict);
    }
}

// A processor none of whose named slots holds memory; only where names state the socket.
std::optional<int> empty_socket(ChannelVerdict const& channels) {
    std::map<int, int> sticks;
    for (auto const& placed : channels.modules) {
        if (!placed.socket) return std::nullopt;
        sticks[*placed.socket] += placed.populated ? 1 : 0;
    }
    if (channels.sockets < 2 || static_cast<int>(sticks.size()) != channels.sockets) {
        return std::nullopt;
    }
    auto const empty =
        std::find_if(sticks.begin(), sticks.end(), [](auto const& s) { return s.second == 0; });
    if (empty == sticks.end()) return std::nullopt;
    return empty->first;
}

std::string slots_of_socket(MemoryCase const& memory, int socket) {
    std::vector<std::string> labels;
    for (auto const& placed : memory.channels.modules) {
        if (placed.socket == socket) labels.push_back(label(memory, placed));
    }
    return joined(labels);
}

std::string empty_channel_slots(MemoryCase const& memory) {
    auto const counts = sticks_per_channel(memory.channels);
    std::vector<std::string> labels;
    for (auto const& placed : memory.channels.modules) {
        if (!placed.channel.empty() && counts.at(channel_of(placed)) == 0) {
            labels.push_back(label(memory, placed));
        }
    }
    return joined(labels);
}

bool first_places(ChannelVerdict const& channels) {
    std::set<std::string> all;
    std::set<std::string> used;
    for (auto const& placed : channels.modules) {
        if (!placed.slot) return false;
        all.insert(*placed.slot);
        if (placed.populated) used.insert(*placed.slot);
    }
    return all.size() == 2 && used.size() == 1 && *used.begin() == *all.begin();
}

}  // namespace

Verdict memory_single_channel(MemoryCase const& memory) {
    auto verdict = memory_verdict(memory, "memory.single-channel");
    if (memory.channels.has("one-slot-board")) {
        verdict.confidence = memory.channels.confidence;
        verdict.needs = "person";
        return say(verdict, State::unknown, "one-slot");
    }
    if (settled(memory, verdict)) return verdict;
    auto const& channels = memory.channels;
    if (channels.state == ChannelState::single) {
        tell_single(memory, verdict);
        return verdict;
    }
    if (channels.has("one-channel-cpu")) return say(verdict, State::pass, "one-channel-cpu");
    verdict.values["used"] = channels.used ? std::to_string(*channels.used) : "several";
    return say(verdict, State::pass, "several-channels");
}

Verdict memory_partial_channels(MemoryCase const& memory) {
    auto verdict = memory_verdict(memory, "memory.partial-channels");
    if (settled(memory, verdict)) return verdict;
    auto const& channels = memory.channels;
    if (auto const socket = empty_socket(channels)) {
        // Firmware counts sockets from 0 or from 1; the names of the slots leave no doubt.
        verdict.values["slots"] = slots_of_socket(memory, *socket);
        return say(verdict, State::fail, "empty-socket");
    }
    if (channels.state == ChannelState::full) return say(verdict, State::pass, "all-channels");
    if (channels.state == ChannelState::single) {
        return say(verdict, State::not_applicable, "single");
    }
    // Without believable names each stick may have a channel of its own: the most there can be.
    auto const most = channels.used.value_or(static_cast<int>(channels.sticks));
    auto const all = channels.expected.value_or(0) * channels.sockets;
    verdict.values["used"] = std::to_string(most);
    verdict.values["all"] = all > 0 ? std::to_string(all) : "more";
    verdict.values["slots"] = empty_channel_slots(memory);
    verdict.severity = most * 2 < all ? Severity::warning : Severity::notice;
    return say(verdict, State::fail, verdict.values["slots"].empty() ? "some" : "some-known-slots");
}

Verdict memory_same_channel_pair(MemoryCase const& memory) {
    auto verdict = memory_verdict(memory, "memory.same-channel-pair");
    if (settled(memory, verdict)) return verdict;
    auto const& channels = memory.channels;
    if (channels.sticks < 2) return say(verdict, State::not_applicable, "one-stick");
    if (channels.state == ChannelState::single) {
        return say(verdict, State::not_applicable, "single");
    }
    if (channels.state == ChannelState::full) return say(verdict, State::pass, "spread");
    if (!channels.labelled) return unclear(memory, verdict);
    auto const counts = sticks_per_channel(channels);
    auto const crowded = std::find_if(counts.begin(), counts.end(),
                                      [](auto const& count) { return count.second > 1; });
    auto const slots = empty_channel_slots(memory);
    if (crowded == counts.end() || slots.empty()) return say(verdict, State::pass, "spread");
    verdict.values = {{"channel", crowded->first.second}, {"slots", slots}};
    return say(verdict, State::fail, "shared");
}

Verdict memory_unbalanced(MemoryCase const& memory) {
    auto verdict = memory_verdict(memory, "memory.unbalanced");
    if (settled(memory, verdict)) return verdict;
    auto const& channels = memory.channels;
    bool const one = channels.state == ChannelState::single || channels.has("one-channel-cpu");
    if (one) return say(verdict, State::not_applicable, "one-channel");
    if (!channels.labelled) return unclear(memory, verdict);
    if (!channels.has("unbalanced")) return say(verdict, State::pass, "balanced");
    std::map<Channel, std::int64_t> sums;
    for (auto const& placed : channels.modules) {
        if (!placed.populated) continue;
        sums[channel_of(placed)] += *memory.snapshot.memory.modules[placed.index].size_mib;
    }
    if (sums.size() != 2) return say(verdict, State::fail, "several");
    auto const small = std::min(sums.begin()->second, sums.rbegin()->second);
    auto const large = std::max(sums.begin()->second, sums.rbegin()->second);
    verdict.values = {{"small", gib_text(small)},
                      {"large", gib_text(large)},
                      {"dual", gib_text(2 * small)},
                      {"single", gib_text(large - small)}};
    return say(verdict, State::fail, "two");
}

Verdict memory_slot_choice(MemoryCase const& memory) {
    auto verdict = memory_verdict(memory, "memory.slot-choice");
    if (settled(memory, verdict)) return verdict;
    auto const& channels = memory.channels;
    auto const& platform = memory.snapshot.platform;
    bool const two_of_four =
        channels.sticks == 2 && channels.slots == 4 && channels.modules.size() == 4;
    if (!two_of_four) return say(verdict, State::not_applicable, "other-population");
    if (channels.state != ChannelState::full) return say(verdict, State::not_applicable, "single");
    auto const* const stick = sticks(memory.snapshot.memory).front();
    if (!far_slots_first(platform.board_vendor.value_or(""), platform.board.value_or(""),
                         stick->type.value_or(""))) {
        return say(verdict, State::not_applicable, "board-not-known");
    }
    if (!channels.labelled) return unclear(memory, verdict);
    if (!first_places(channels)) return say(verdict, State::pass, "usual");
    std::vector<std::string> usual;
    for (auto const& placed : channels.modules) {
        if (!placed.populated) usual.push_back(label(memory, placed));
    }
    verdict.values = {{"slots", joined(filled_slots(memory))}, {"usual", joined(usual)}};
    return say(verdict, State::fail, "first-slots");
}

}  // namespace rigcheck
