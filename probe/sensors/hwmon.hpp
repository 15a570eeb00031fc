#pragma once

#include <vector>

#include "probe/facts/sensors.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Fills in the channels of chips that find_chips() gave, from the files of the kernel alone
// (Documentation/hwmon/sysfs-interface.rst). Chips without any channel are dropped, as libsensors
// does.
void read_hwmon(Machine const& machine, std::vector<SensorChip>& chips, std::vector<Gap>& gaps);

}  // namespace rigcheck
