#pragma once

#include "probe/blackbox/file_layer.hpp"
#include "probe/blackbox/segment_header.hpp"
#include "probe/blackbox/slot.hpp"

namespace rigcheck::blackbox {

// A segment as it lies in the directory.
struct StoredSegment {
    std::string name;
    std::uint64_t size = 0;
    std::optional<FoundHeader> found;  // empty when malformed or not used yet
    bool unused = false;               // zeros where the header goes

    std::uint64_t ordinal() const { return found ? found->header.ordinal : 0; }
};

// "bb-6c9a1e0e-1.rcb"
std::string segment_name(Id const& boot, std::uint32_t number);
bool is_segment_name(std::string_view name);

// The segments of a directory, the oldest first; those without a header before all others.
std::vector<StoredSegment> stored_segments(FileLayer const& files, std::string const& directory);

// The end of a segment, found from behind with little memory.
struct SegmentTail {
    std::uint32_t used_slots = 0;  // up to the last one that is not zeros
    std::optional<Slot> last;      // the last good one
    bool torn = false;             // something that is no record stands behind it
};
SegmentTail tail_of(FileLayer const& files, std::string const& directory,
                    StoredSegment const& segment);

}  // namespace rigcheck::blackbox
