#pragma once

#include <string>
#include <vector>

#include "probe/machine/machine.hpp"

namespace rigcheck {

// Of the firmware files that a module names, those that /lib/firmware lacks, if it lacks all of
// them; at most eight. Modules name files for every card and every version they know, so one file
// that is there proves that the package is installed.
std::vector<std::string> missing_firmware(Machine const& machine,
                                          std::vector<std::string> const& named);

}  // namespace rigcheck
