#pragma once

#include <span>

#include "probe/blackbox/segment_header.hpp"
#include "probe/blackbox/slot.hpp"

namespace rigcheck::blackbox {

enum class SegmentState {
    whole,      // as long as its header says
    truncated,  // shorter
    unused,     // prepared, zeros only: normal
    malformed   // no header that is whole
};

struct Segment {
    SegmentState state = SegmentState::malformed;
    Header header;                    // of zeros when unused or malformed
    bool header_damaged = false;      // one copy
    std::vector<Record> records;      // whole ones, in order
    std::uint32_t used_slots = 0;     // up to the last good one
    std::uint32_t damaged_slots = 0;  // bad ones before it
    std::uint32_t torn_slots = 0;     // neither good nor zeros, after it: the write that was cut
};

// Everything that can be told from the bytes of a file. Nothing in it is believed that does not
// carry the sum of this segment and this place.
Segment parse_segment(std::span<std::byte const> bytes);

}  // namespace rigcheck::blackbox
