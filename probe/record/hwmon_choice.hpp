#pragma once

#include "probe/facts/sensors.hpp"

// What of the chips of hwmon goes into the black box, and how often. By what a channel can mean and
// by what it costs to ask, never by its value.
namespace rigcheck::record {

bool is_left_out(SensorChip const& chip);
int seconds_between(SensorChip const& chip);
bool is_wanted(SensorChip const& chip, SensorFeature const& feature);
// Worth ten readings a second.
bool is_fast(SensorChip const& chip, SensorFeature const& feature);

}  // namespace rigcheck::record
