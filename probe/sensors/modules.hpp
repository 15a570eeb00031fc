#pragma once

#include <string_view>
#include <vector>

#include "probe/facts/sensors.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// The sensor modules without a device table, which therefore nothing loads by itself: those of them
// that a text in the form of modules.dep(5) lists.
std::vector<std::string> sensor_modules_in(std::string_view modules_dep);

// modules_missing and modules_loaded.
void read_sensor_modules(Machine const& machine, Sensors& sensors, std::vector<Gap>& gaps);

}  // namespace rigcheck
