#pragma once

#include "probe/facts/storage.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Drives, what lies on them, and the controllers that hide some. Reads sysfs, the udev database and
// the mount table; the health of a drive only as root.
Storage read_storage(Machine const& machine, std::vector<Gap>& gaps);

}  // namespace rigcheck
