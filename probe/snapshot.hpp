#pragma once

#include <string>

#include "probe/facts/snapshot.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Reads every area of the machine. A probe that fails leaves gaps; the others go on.
Snapshot read_snapshot(Machine const& machine);

}  // namespace rigcheck
