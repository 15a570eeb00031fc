#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

// A structure where it lies in the table: the formatted area, header included, and its strings
// (never empty ones, at most 255).
struct RawStructure {
    std::span<std::byte const> formatted;
    std::vector<std::string_view> strings;
};

struct Walk {
    std::vector<RawStructure> structures;  // the end marker, type 127, included
    std::optional<std::string> problem;    // where and why the walk stopped early
};

// DMTF DSP0134, 6.1. Stops after type 127, after `limit` structures, at the end of the table, or
// where the table breaks.
Walk walk_table(std::span<std::byte const> table, std::optional<std::size_t> limit);

}  // namespace rigcheck
