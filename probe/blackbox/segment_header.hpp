#pragma once

#include <span>

#include "probe/blackbox/format.hpp"

namespace rigcheck::blackbox {

// What stands twice at the start of a segment, and is never changed.
struct Header {
    Id segment{};  // random
    Id boot{};
    Id machine{};                 // a hash of the machine's id; zeros where unknown
    std::uint32_t slots = 0;      // room for so many
    std::uint32_t number = 1;     // of the segments of this boot
    std::uint64_t ordinal = 1;    // of the segments of this directory: older ones have less
    std::uint32_t first_seq = 0;  // no record has less
    std::uint32_t period_ms = 1000;
    Clocks created;
    std::vector<Channel> channels;

    friend bool operator==(Header const&, Header const&) = default;
};

// The bytes of one copy: a multiple of kHeaderBlock. Empty when the channels do not fit.
std::vector<std::byte> encode(Header const& header);

struct FoundHeader {
    Header header;
    std::size_t size = 0;    // of one copy; the slots begin after two
    bool both_whole = true;  // one copy is enough
};

// From the start of a segment, of which the first 2 × kMaxHeader bytes are looked at. Empty when
// neither copy is whole.
std::optional<FoundHeader> find_header(std::span<std::byte const> segment);

}  // namespace rigcheck::blackbox
