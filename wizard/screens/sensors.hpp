#pragma once

#include <string>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// One channel of a sensor as a person reads it.
struct SensorRow {
    std::string chip;    // "nct6798-isa-0290"
    std::string label;   // "CPU_FAN"
    std::string value;   // "1150 rpm"
    std::string limits;  // "up to 82 °C, critical 85 °C": only those that are believed
    std::string doubt;   // why the value is not believed; empty where it is
};

struct SensorScreen {
    std::vector<SensorRow> rows;
    std::vector<std::string> asleep;  // chips that were left asleep
};

SensorScreen sensor_screen(Snapshot const& snapshot);

}  // namespace rigcheck
