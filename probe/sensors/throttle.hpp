#pragma once

#include <vector>

#include "probe/facts/sensors.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// /sys/devices/system/cpu/cpu*/thermal_throttle: both threads of a core count the same event, and
// all cores those of their package, so that each core and each package is taken once.
CpuThrottle read_throttle(Machine const& machine, std::vector<Gap>& gaps);

}  // namespace rigcheck
