#include "checklists/rules/memory_channels.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "checklists/knowledge/cpu_memory_channels.hpp"
#include "checklists/knowledge/memory_slot_names.hpp"
#include "checklists/rules/memory_slots.hpp"
#include "checklists/rules/verdict.hpp"

namespace rigcheck {
namespace {

using Channel = std::pair<int, std::string>;  // socket, channel

enum class Interleave { none, depth_one, positions, proven };

// What a verdict is made from, gathered once.
struct Workbench {
    Snapshot const& snapshot;
    ChannelVerdict verdict;
    CpuChannels cpu;
    std::vector<std::size_t> sticks;  // places in verdict.modules
    std::set<Channel> listed;         // channels of all slots, empty ones too
    std::map<Channel, std::int64_t> filled;
    std::set<std::string> families;  // of the sticks
    bool numbered = false;
    double base = 0;
    bool unknown_sizes = false;
    Interleave interleave = Interleave::none;

    MemoryModule const& module(std::size_t place) const {
        return snapshot.memory.modules[verdict.modules[place].index];
    }
    void say(char const* reason) { verdict.reasons.emplace_back(reason); }
    void decide(ChannelState state, std::optional<int> used, double confidence,
                char const* reason) {
        verdict.state = state;
        verdict.used = used;
        verdict.confidence = confidence;
        say(reason);
    }
};

void find_slots(Workbench& bench) {
    auto& verdict = bench.verdict;
    for (auto const index : system_memory(bench.snapshot.memory)) {
        auto const& module = bench.snapshot.memory.modules[index];
        PlacedModule placed;
        placed.index = index;
        placed.populated = is_stick(module);
        if (placed.populated) bench.sticks.push_back(verdict.modules.size());
        if (!module.size_mib) bench.unknown_sizes = true;
        verdict.modules.push_back(std::move(placed));
    }
    verdict.sticks = bench.sticks.size();
    verdict.slots = verdict.modules.size();
    std::size_t declared = 0;
    for (auto const& array : bench.snapshot.memory.arrays) {
        if (array.use == "System Memory")
            declared += static_cast<std::size_t>(std::max(0, array.slots.value_or(0)));
    }
    if (declared > verdict.slots && declared <= 64) {
        verdict.slots = declared;
        bench.say("more-slots-declared");
    }
}

void find_platform(Workbench& bench) {
    auto const& platform = bench.snapshot.platform;
    std::set<std::string> sockets;
    std::size_t populated = 0;
    CpuSocket first;
    for (auto const& socket : bench.snapshot.memory.sockets) {
        if (!socket.populated.value_or(false)) continue;
        if (populated++ == 0) first = socket;
        sockets.insert(socket.designation.value_or(""));
    }
    auto const upgrade = first.upgrade.value_or("");
    bench.cpu = cpu_memory_channels(platform.cpu.model.value_or(""), upgrade);
    if (!bench.cpu.channels && first.version) {
        auto by_firmware = cpu_memory_channels(*first.version, upgrade);
        if (by_firmware.channels) bench.cpu = std::move(by_firmware);
    }
    auto& verdict = bench.verdict;
    verdict.expected = bench.cpu.channels;
    verdict.platform = bench.cpu.platform;
    verdict.sockets = std::max(1, static_cast<int>(sockets.size()));
    if (populated == 0) verdict.sockets = std::clamp(platform.cpu.sockets.value_or(1), 1, 16);
    if (populated > 4) verdict.sockets = 1;  // some firmware lists one socket per core
}

bool is_soldered(Workbench const& bench, std::size_t place) {
    auto const& module = bench.module(place);
    auto const form = module.form_factor.value_or("");
    return form == "Row Of Chips" || form == "Chip" || form == "Die" ||
           module.type.value_or("").starts_with("LPDDR");
}

// Large vendors number slots by their own rule, whoever made the board.
std::string naming_vendor(Platform const& platform) {
    auto vendor = platform.vendor.value_or("");
    auto const start = lower_case(vendor).substr(0, 4);
    if (start == "dell" || start == "alie" || start == "hewl" || start == "hp") return vendor;
    return platform.board_vendor.value_or(vendor);
}

Channel channel_of(PlacedModule const& module) {
    return {module.socket.value_or(0), module.channel};
}

void read_labels(Workbench& bench) {
    auto const vendor = naming_vendor(bench.snapshot.platform);
    auto& modules = bench.verdict.modules;
    bench.base = 1;
    bench.verdict.labelled = true;
    for (auto& placed : modules) {
        auto const& module = bench.snapshot.memory.modules[placed.index];
        auto const name = read_slot_name(module.locator.value_or(""),
                                         module.bank_locator.value_or(""), vendor, modules.size());
        if (!name) {
            if (placed.populated) bench.verdict.labelled = false;
            continue;
        }
        placed.socket = name->socket;
        placed.channel = name->channel;
        placed.slot = name->slot;
        placed.family = name->family;
        bench.listed.insert(channel_of(placed));
        if (!placed.populated) continue;
        bench.families.insert(name->family);
        auto const& known = bench.cpu.numbering;
        bool const verified =
            !name->numbered || std::find(known.begin(), known.end(), name->family) != known.end();
        bench.numbered = bench.numbered || name->numbered;
        bench.base = std::min(bench.base, verified ? name->confidence : 0.45);
    }
}

int most_slots_on_a_channel(Workbench const& bench) {
    std::map<Channel, int> slots;
    int most = 0;
    for (auto const& module : bench.verdict.modules) {
        if (!module.family.empty()) most = std::max(most, ++slots[channel_of(module)]);
    }
    return most;
}

bool one_letter_per_slot(Workbench const& bench) {
    return most_slots_on_a_channel(bench) <= 1 && bench.verdict.modules.size() <= 4;
}

bool sticks_share_a_slot(Workbench const& bench) {
    std::set<std::tuple<int, std::string, std::string>> places;
    for (auto const place : bench.sticks) {
        auto const& module = bench.verdict.modules[place];
        if (!module.slot) continue;
        if (!places.emplace(module.socket.value_or(0), module.channel, *module.slot).second) {
            return true;
        }
    }
    return false;
}

// Two full-size sticks said to share a channel on a board that has one slot for each channel.
bool more_slots_than_the_board_has(Workbench const& bench) {
    auto const board = bench.snapshot.platform.board.value_or("");
    std::set<Channel> channels;
    for (auto const place : bench.sticks) {
        channels.insert(channel_of(bench.verdict.modules[place]));
        auto const form = bench.module(place).form_factor.value_or("");
        if (!one_slot_per_channel(board, form)) return false;
    }
    return bench.sticks.size() > 1 && channels.size() == 1;
}

// Names that contradict the platform or themselves say nothing.
void distrust_labels(Workbench& bench) {
    auto& verdict = bench.verdict;
    auto const& platform = bench.snapshot.platform;
    auto const distrust = [&](char const* reason) {
        verdict.labelled = false;
        bench.say(reason);
    };
    if (slot_names_distrusted(platform.board_vendor.value_or(""), platform.board.value_or(""))) {
        distrust("board-distrusted");
    }
    if (slot_letters_distrusted(platform.vendor.value_or(""), platform.product.value_or(""))) {
        distrust("system-distrusted");
    }
    if (!verdict.labelled) return;
    if (more_slots_than_the_board_has(bench)) {
        distrust("more-slots-than-the-board-has");
        return;
    }
    if (most_slots_on_a_channel(bench) > most_slots_per_channel()) {
        distrust("more-slots-than-a-channel-has");
        return;
    }
    auto const all = static_cast<int>(bench.listed.size());
    if (all == 1 && verdict.modules.size() > 1 && verdict.expected.value_or(2) > 1) {
        distrust("one-label-for-all");
    } else if (verdict.expected && all > *verdict.expected * verdict.sockets) {
        if (one_letter_per_slot(bench)) {
            distrust("letters-are-slots");
        } else {
            bench.say("more-labels-than-channels");
            bench.base -= 0.35;
        }
    }
    if (verdict.labelled && sticks_share_a_slot(bench)) distrust("slot-claimed-twice");
}

// SMBIOS type 20. Two sticks at interleave positions 1 and 2 with depth 2 are in two channels; the
// absence of that proves nothing.
Interleave read_interleave(Workbench const& bench) {
    std::set<std::optional<int>> positions;
    std::set<std::optional<int>> depths;
    for (auto const place : bench.sticks) {
        auto const handle = bench.module(place).handle;
        auto const& mapped = bench.snapshot.memory.mapped;
        auto const record =
            std::find_if(mapped.begin(), mapped.end(), [&](MemoryMapped const& candidate) {
                return handle && candidate.module_handle == handle;
            });
        if (record == mapped.end()) return Interleave::none;
        positions.insert(record->interleave_position);
        depths.insert(record->interleaved_depth);
    }
    using Set = std::set<std::optional<int>>;
    if (positions == Set{1} && depths == Set{1}) return Interleave::depth_one;
    if (bench.sticks.size() < 2 || positions != Set{1, 2}) return Interleave::none;
    if (depths == Set{2}) return Interleave::proven;
    return depths == Set{1} ? Interleave::positions : Interleave::none;
}

void forget_labels(ChannelVerdict& verdict) {
    for (auto& module : verdict.modules) {
        module.socket.reset();
        module.slot.reset();
        module.channel.clear();
    }
}

void decide_one_stick(Workbench& bench) {
    auto const& expected = bench.verdict.expected;
    bool const labels = bench.verdict.labelled && bench.listed.size() > 1;
    if (!expected && !labels) {
        bench.decide(ChannelState::unknown, std::nullopt, 0.3, "platform-unknown");
    } else if (bench.verdict.slots == 1 && expected.value_or(2) == 2 && !labels) {
        bench.decide(ChannelState::single, 1, 0.75, "one-stick");
        bench.verdict.flags.emplace_back("one-slot-board");
    } else {
        bench.decide(ChannelState::single, 1, expected ? 0.97 : 0.85, "one-stick");
    }
}

void decide_by_labels(Workbench& bench) {
    auto const& verdict = bench.verdict;
    for (auto const place : bench.sticks) {
        bench.filled[channel_of(verdict.modules[place])] += *bench.module(place).size_mib;
    }
    auto const used = static_cast<int>(bench.filled.size());
    int const platform = verdict.expected.value_or(0) * verdict.sockets;
    int const all = platform > 0 ? platform : std::max(static_cast<int>(bench.listed.size()), 2);
    double confidence = verdict.expected ? bench.base : bench.base - 0.10;
    if (bench.interleave == Interleave::proven && used >= 2) {
        confidence = std::max(confidence, 0.97);
        bench.say("interleave-agrees");
    }
    auto state = used >= all ? ChannelState::full : ChannelState::partial;
    if (used == 1 && all > 1) state = ChannelState::single;
    if (bench.interleave == Interleave::proven && used == 1) {
        confidence = 0.3;
        bench.say("interleave-contradicts");
    } else if (state == ChannelState::single && bench.numbered) {
        // Dell writes position 1, depth 1 on dual-channel machines too.
        bool const agrees =
            bench.families.contains("vendor_hp") && bench.interleave == Interleave::depth_one;
        confidence = agrees ? 0.85 : 0.65;
        bench.say("numbering-only");
    }
    if (confidence < 0.6) state = ChannelState::unknown;
    bench.decide(state, used, confidence, "labels");
    auto const sizes =
        std::minmax_element(bench.filled.begin(), bench.filled.end(),
                            [](auto const& a, auto const& b) { return a.second < b.second; });
    if (used > 1 && sizes.first->second != sizes.second->second) {
        bench.verdict.flags.emplace_back("unbalanced");
    }
}

void decide_dual_without_labels(Workbench& bench) {
    auto const& verdict = bench.verdict;
    if (verdict.sticks >= 3 && verdict.slots <= 4) {
        bench.decide(ChannelState::full, 2, 0.93, "three-sticks-in-four-slots");
    } else if (verdict.slots == 2 && verdict.sticks == 2) {
        bench.decide(ChannelState::full, 2, 0.90, "both-slots-filled");
    } else if (bench.interleave == Interleave::proven) {
        bench.decide(ChannelState::full, 2, 0.92, "interleave");
    } else if (bench.interleave == Interleave::positions) {
        bench.decide(ChannelState::full, 2, 0.75, "interleave-positions");
    } else {
        bench.decide(ChannelState::unknown, std::nullopt, 0.4, "no-labels");
    }
}

void decide_many_without_labels(Workbench& bench) {
    auto const& verdict = bench.verdict;
    auto const all = static_cast<std::size_t>(verdict.expected.value_or(0) * verdict.sockets);
    if (all > 0 && verdict.sticks == verdict.slots && verdict.slots % all == 0) {
        bench.decide(ChannelState::full, static_cast<int>(all), 0.9, "every-slot-filled");
    } else if (all > 0 && verdict.sticks < all) {
        bench.decide(ChannelState::partial, std::nullopt, 0.85, "fewer-sticks-than-channels");
    } else {
        bench.decide(ChannelState::unknown, std::nullopt, 0.3, "no-labels");
    }
}

// Strongest evidence first.
void decide(Workbench& bench) {
    auto const& verdict = bench.verdict;
    if (verdict.expected == 1) {
        bench.decide(ChannelState::full, 1, 0.9, "one-channel-cpu");
    } else if (verdict.sticks == 1 && !bench.unknown_sizes) {
        decide_one_stick(bench);
    } else if (verdict.labelled) {
        decide_by_labels(bench);
    } else if (verdict.expected == 2 && verdict.sockets == 1) {
        decide_dual_without_labels(bench);
    } else {
        decide_many_without_labels(bench);
    }
    if (bench.unknown_sizes && verdict.state != ChannelState::unknown) {
        bench.verdict.confidence -= 0.2;
        bench.say("unknown-sizes");
    }
}

void judge_sticks(Workbench& bench) {
    auto& verdict = bench.verdict;
    auto const soldered = std::count_if(bench.sticks.begin(), bench.sticks.end(),
                                        [&](auto place) { return is_soldered(bench, place); });
    if (soldered > 0) {
        bool const all = soldered == static_cast<std::ptrdiff_t>(bench.sticks.size());
        verdict.state = all ? ChannelState::soldered : ChannelState::unknown;
        verdict.confidence = all ? 0.9 : 0.3;
        bench.say(all ? "soldered" : "soldered-and-sticks");
        return;
    }
    read_labels(bench);
    distrust_labels(bench);
    bench.interleave = read_interleave(bench);
    decide(bench);
    if (!verdict.labelled) forget_labels(verdict);
    if (table_unreliable(bench.snapshot.memory)) {
        verdict.state = ChannelState::unknown;
        verdict.used.reset();
        verdict.confidence = 0.3;
        verdict.flags.emplace_back("table-unreliable");
    }
    // Values of the udev database are those at boot, and without type 4, 19 and 20.
    if (bench.snapshot.memory.source == MemorySource::udev) verdict.confidence -= 0.05;
}

}  // namespace

bool ChannelVerdict::has(std::string const& reason_or_flag) const {
    return std::find(reasons.begin(), reasons.end(), reason_or_flag) != reasons.end() ||
           std::find(flags.begin(), flags.end(), reason_or_flag) != flags.end();
}

bool ChannelVerdict::sure() const {
    return confidence >= kMinimumConfidence;
}

ChannelVerdict infer_channels(Snapshot const& snapshot) {
    Workbench bench{snapshot, {}, {}, {}, {}, {}, {}, false, 0, false, Interleave::none};
    find_slots(bench);
    find_platform(bench);
    if (snapshot.platform.virtualization) {
        bench.verdict.state = ChannelState::virtual_machine;
        bench.verdict.confidence = 1;
    } else if (!bench.sticks.empty()) {
        judge_sticks(bench);
    }
    // Two digits: 0.85 less 0.05 is 0.80, not a hair below.
    bench.verdict.confidence = std::round(bench.verdict.confidence * 100) / 100;
    return bench.verdict;
}

}  // namespace rigcheck
