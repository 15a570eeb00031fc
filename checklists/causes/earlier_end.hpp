#pragma once

#include <optional>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck::causes {

// The runs that ended, the last one first, as places in history.boots.
std::vector<std::size_t> ended_runs(History const& history);

// The snapshot as far as it tells of the end of history.boots[run]. What only the start after the
// last end knew is left out of earlier ones: the processor's reason, the watchdog, firmware
// records, the drives' counters. Empty where no such run ended.
std::optional<Snapshot> as_of_end(Snapshot const& snapshot, std::size_t run);

}  // namespace rigcheck::causes
