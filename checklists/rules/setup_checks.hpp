#pragma once

#include "checklists/rules/verdict.hpp"
#include "probe/facts/snapshot.hpp"

namespace rigcheck {

Verdict setup_verdict(char const* id, State state, char const* words);

// The setup rules on CUDA's files, beside drivers.cuda-driver.
Verdicts cudnn_mismatch(Snapshot const& snapshot);
Verdicts cpu_only_framework(Snapshot const& snapshot);

}  // namespace rigcheck
