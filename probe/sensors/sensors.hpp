#pragma once

#include "probe/facts/sensors.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Every hwmon chip with its channels. The live machine is read through libsensors, which knows the
// board's labels from sensors3.conf; a captured one by our own reader of the same files. Chips of
// devices that sleep are left asleep.
Sensors read_sensors(Machine const& machine, std::vector<Gap>& gaps);

// The chips alone, for reading them again and again.
std::vector<SensorChip> read_sensor_chips(Machine const& machine);

}  // namespace rigcheck
