#pragma once

#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/facts/platform.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// What kind of computer this is: board and firmware names, processor, kernel, distribution, and
// whether it is a virtual machine.
Platform read_platform(Machine const& machine, std::vector<Gap>& gaps);

}  // namespace rigcheck
