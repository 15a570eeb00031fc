#pragma once

#include "checklists/rules/expectations.hpp"
#include "checklists/rules/memory_channels.hpp"
#include "checklists/rules/verdict.hpp"
#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// What every memory check looks at.
struct MemoryCase {
    Snapshot const& snapshot;
    Expectations const& expectations;
    ChannelVerdict channels;
};

// A verdict that starts as unknown, with one line of evidence per stick.
Verdict memory_verdict(MemoryCase const& memory, char const* id);

// Settles a verdict and hands it back.
inline Verdict& say(Verdict& verdict, State state, char const* words) {
    verdict.state = state;
    verdict.words = words;
    return verdict;
}

// Virtual machines and unreadable tables answer every question about sticks in the same way: true
// when the verdict is settled by that.
bool settled_without_sticks(MemoryCase const& memory, Verdict& verdict);

// "2 x 16 GB", "8 GB and 16 GB"
std::string sizes_text(Memory const& memory);
std::string gib_text(std::int64_t mib);

Verdict memory_single_channel(MemoryCase const& memory);
Verdict memory_partial_channels(MemoryCase const& memory);
Verdict memory_same_channel_pair(MemoryCase const& memory);
Verdict memory_unbalanced(MemoryCase const& memory);
Verdict memory_slot_choice(MemoryCase const& memory);
Verdict memory_below_rating(MemoryCase const& memory);
Verdict memory_missing_capacity(MemoryCase const& memory);
Verdict memory_mixed(MemoryCase const& memory);
Verdict memory_ecc_inactive(MemoryCase const& memory);
Verdict memory_vs_vram(MemoryCase const& memory);

}  // namespace rigcheck
