#pragma once

#include <string_view>
#include <vector>

#include "probe/facts/storage.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Sizes of the mounted filesystems as statvfs(3) gives them; fills `size_bytes`, `free_bytes` (to
// those who are not root) and the inode counts.
void read_space(Machine const& machine, std::vector<Filesystem>& filesystems,
                std::vector<Gap>& gaps);

// The answer of storage/statvfs: a JSON list of {mount, size_bytes, free_bytes, inodes,
// inodes_free}. False when it is not such a list; impossible numbers are left out.
bool parse_space(std::string_view text, std::vector<Filesystem>& filesystems);

}  // namespace rigcheck
