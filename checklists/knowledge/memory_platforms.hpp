#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace rigcheck {

// Retail boards whose makers want two sticks in the second slot of each channel.
bool far_slots_first(std::string_view board_vendor, std::string_view board,
                     std::string_view memory_type);

// Boards for Intel processors that may run memory above the standard speed.
bool free_memory_speed(std::string_view board);

// Processors whose owners buy ECC sticks on purpose.
bool expects_ecc(std::string_view cpu);

// Standard speeds of a memory type; empty for types that are not listed.
std::vector<int> standard_speeds_mts(std::string_view memory_type);

// The largest stick on sale; empty for types that are not listed.
std::optional<int> largest_stick_gib(std::string_view memory_type);

// How much memory integrated graphics of this PCI vendor may take before Linux sees it.
std::int64_t stolen_by_graphics_mib(std::uint32_t vendor);

}  // namespace rigcheck
