#pragma once

#include <string_view>

#include "probe/facts/platform.hpp"

namespace rigcheck {

struct CpuInfo {
    Cpu cpu;
    bool hypervisor = false;  // the flag that a hypervisor sets for its guests
};

// The text of /proc/cpuinfo (kernel: arch/x86/kernel/cpu/proc.c). Architectures that do not name
// their processor there leave the name empty.
CpuInfo parse_cpuinfo(std::string_view text);

}  // namespace rigcheck
