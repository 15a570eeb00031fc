#pragma once

#include "probe/facts/history.hpp"
#include "probe/history/runs.hpp"

namespace rigcheck {

// What the journal holds of one run: its times, and how it ended.
Boot boot_of(Run const& run);

}  // namespace rigcheck
