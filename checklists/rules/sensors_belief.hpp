#pragma once

#include <string>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// A reading of a sensor after the gates G1 to G12 (knowledge/sensor-gates.json): what of it may be
// judged, and why the rest may not. Boards leave inputs open and limits unset, so nothing is
// believed for being there.
struct Belief {
    SensorChip const* chip = nullptr;
    SensorFeature const* feature = nullptr;
    std::optional<double> value;
    std::optional<double> max, crit;  // temperatures alone
    std::string doubt;                // "open input", …; empty where the value is believed
};

// Every channel of one kind over all chips, in the order of the snapshot.
std::vector<Belief> believe(Snapshot const& snapshot, SensorKind kind);

// G8: a label that names the fan or pump of the processor.
bool is_processor_fan(SensorFeature const& feature);
// G10: the nominal voltage that a label names: "+12V" is 12.
std::optional<double> nominal_voltage(SensorFeature const& feature);
bool is_processor_chip(SensorChip const& chip);

// "nct6798-isa-0290, CPU_FAN"
std::string source_of(Belief const& belief);

}  // namespace rigcheck
