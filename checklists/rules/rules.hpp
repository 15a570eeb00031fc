#pragma once

#include "checklists/rules/expectations.hpp"
#include "checklists/rules/verdict.hpp"
#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// One function a family; each is pure: the same snapshot and expectations give the same verdicts.
// They return every check made, not only faults.
Verdicts pcie_rules(Snapshot const& snapshot, Expectations const& expectations);
Verdicts memory_rules(Snapshot const& snapshot, Expectations const& expectations);
Verdicts sensors_rules(Snapshot const& snapshot, Expectations const& expectations);
Verdicts gpu_rules(Snapshot const& snapshot, Expectations const& expectations);
Verdicts storage_rules(Snapshot const& snapshot, Expectations const& expectations);
Verdicts drivers_rules(Snapshot const& snapshot, Expectations const& expectations);
Verdicts power_rules(Snapshot const& snapshot, Expectations const& expectations);
Verdicts setup_rules(Snapshot const& snapshot, Expectations const& expectations);
Verdicts history_rules(Snapshot const& snapshot, Expectations const& expectations);
Verdicts build_rules(Snapshot const& snapshot, Expectations const& expectations);

// All families, in the order in which a report shows them.
Verdicts all_rules(Snapshot const& snapshot, Expectations const& expectations);

}  // namespace rigcheck
