#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// One channel of a sensor as a person reads it.
struct SensorRow {
    std::string chip;  // "nct6798-isa-0290"
    std::string name;  // "temp1": with the chip, what tells it from all others
    SensorKind kind = SensorKind::temperature;
    std::optional<double> believed;   // in the unit of the kind
    std::optional<double> max, crit;  // believed limits of a temperature
    std::string label;                // "CPU_FAN"
    std::string value;                // "1150 rpm"
    std::string limits;  // "up to 82 °C, critical 85 °C": only those that are believed
    std::string doubt;   // why the value is not believed; empty where it is
};

struct SensorScreen {
    std::vector<SensorRow> rows;      // chip after chip; of each temperatures first
    std::vector<std::string> asleep;  // chips that were left asleep
};

// "61.5 °C", "1150 rpm".
std::string sensor_value(SensorKind kind, double value);

SensorScreen sensor_screen(Snapshot const& snapshot);

}  // namespace rigcheck
