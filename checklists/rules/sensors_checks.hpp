#pragma once

#include "checklists/rules/expectations.hpp"
#include "checklists/rules/sensors_belief.hpp"
#include "checklists/rules/verdict.hpp"

namespace rigcheck {

// The processor's temperature as its own sensor gives it (G12: Tdie before Tctl), or empty.
std::optional<Belief> processor_temperature(Snapshot const& snapshot);
// Work per logical processor over the last minute, 0 to 1 and above; empty when not known.
std::optional<double> load_share(Snapshot const& snapshot);

Verdicts cpu_temperature_rules(Snapshot const&, Expectations const&);
Verdicts drive_temperature_rules(Snapshot const&, Expectations const&);
Verdicts fan_rules(Snapshot const&, Expectations const&);
Verdicts rail_rules(Snapshot const&, Expectations const&);
Verdicts board_sensor_rules(Snapshot const&, Expectations const&);
Verdicts throttling_rules(Snapshot const&, Expectations const&);

}  // namespace rigcheck
