#pragma once

#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/facts/memory.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// The DIMMs, or on older drivers the ranks, of every EDAC memory controller. Empty where no driver
// is bound, which is usual without ECC.
std::vector<EdacDimm> read_edac(Machine const& machine, std::vector<Gap>& gaps);

}  // namespace rigcheck
