#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// How the memory channels of a machine are used, as far as names and addresses in the firmware's
// table tell. `single`: one channel on a platform with more; `partial`: some, not all.
enum class ChannelState { nodata, virtual_machine, soldered, unknown, single, partial, full };

template <>
struct EnumNames<ChannelState> {
    static constexpr std::array names{"nodata", "virtual", "soldered", "unknown",
                                      "single", "partial", "full"};
};

// A slot of system memory and its place; channel, slot and socket are empty where the names do not
// tell or are not believed.
struct PlacedModule {
    std::size_t index = 0;  // in Memory::modules
    bool populated = false;
    std::optional<int> socket;  // only where the name states one
    std::string channel;
    std::optional<std::string> slot;  // place inside the channel: "0", "A2"
    std::string family;               // the pattern that fitted
};

struct ChannelVerdict {
    ChannelState state = ChannelState::nodata;
    double confidence = 0;
    std::optional<int> used;      // channels with memory, over all sockets
    std::optional<int> expected;  // channels of one socket
    int sockets = 1;
    std::string platform;               // the row of the CPU table
    std::vector<std::string> reasons;   // "one-stick", "labels", "interleave-agrees", …
    std::vector<std::string> flags;     // "one-slot-board", "table-unreliable", "unbalanced"
    std::vector<PlacedModule> modules;  // slots of system memory in firmware order
    std::size_t sticks = 0;             // populated
    std::size_t slots = 0;              // listed, or declared by the array
    bool labelled = false;              // channels of all sticks are known and believed

    bool has(std::string const& reason_or_flag) const;
    bool sure() const;  // sure enough to speak
};

ChannelVerdict infer_channels(Snapshot const& snapshot);

}  // namespace rigcheck
