#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

struct KernelMemory {
    std::optional<std::int64_t> mib;
    std::optional<std::string> source;  // "memory-blocks" or "meminfo"
};

// The RAM that the firmware handed to the kernel: its online memory blocks, which the kernel's own
// reservations do not diminish; else MemTotal, which they do.
KernelMemory read_kernel_memory(Machine const& machine, std::vector<Gap>& gaps);

}  // namespace rigcheck
