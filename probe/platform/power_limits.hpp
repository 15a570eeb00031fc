#pragma once

#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/facts/platform.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// What the firmware allows each processor package to draw (kernel:
// Documentation/power/powercap/powercap.rst, drivers/powercap/intel_rapl_common.c). Intel only: AMD
// packages count energy there and state no limits.
std::vector<CpuPowerLimit> read_cpu_power_limits(Machine const& machine, std::vector<Gap>& gaps);

}  // namespace rigcheck
