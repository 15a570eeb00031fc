#pragma once

#include "checklists/rules/verdict.hpp"
#include "probe/facts/snapshot.hpp"

namespace rigcheck {

Verdicts gpu_atomics_rules(Snapshot const& snapshot);

}  // namespace rigcheck
