#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

// One line of /proc/self/mounts with its octal escapes undone ("\040" is a space).
struct Mount {
    std::string device, point, type;
    std::vector<std::string> options;

    bool has(std::string_view option) const;
    bool discards() const;  // "discard", "discard=async"
};

std::string undo_octal(std::string_view text);

// Only what lies on block devices or in a pool (zfs, btrfs); no images in loop devices.
std::vector<Mount> parse_mounts(std::string_view text);

// The table with only the lines that parse_mounts() keeps: the others name servers and containers.
std::string redact_mounts(std::string_view text);

// The devices in /proc/swaps: "/dev/sda2". Files and compressed memory are left out.
std::vector<std::string> parse_swaps(std::string_view text);

}  // namespace rigcheck
