#pragma once

#include <optional>

#include "probe/facts/snapshot.hpp"

namespace rigcheck::causes {

// The snapshot as far as it tells of the end of an earlier run: history.boots[run], the last one
// being 1. What only the start after the last run knew is left out: the processor's reason, the
// watchdog, firmware records, the drives' counters. Empty where no such run is known.
std::optional<Snapshot> as_of_earlier_end(Snapshot const& snapshot, std::size_t run);

}  // namespace rigcheck::causes
