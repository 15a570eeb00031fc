#pragma once

#include <vector>

#include "probe/facts/storage.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// What is mounted, one entry a device ("/" wins, else the first), with the drives below it; free
// space on the live machine only. Empty `drives`: not known (zfs, a network device).
std::vector<Filesystem> read_filesystems(Machine const& machine, std::vector<Drive> const& drives,
                                         std::vector<Gap>& gaps);

// Marks the volumes that hold swap space.
void mark_swap(Machine const& machine, std::vector<Drive>& drives);

// fstrim.timer of systemd is enabled. Empty where there is no systemd to ask.
std::optional<bool> read_trim_timer(Machine const& machine);

}  // namespace rigcheck
