#pragma once

#include "probe/facts/drivers.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// One line a device: PATH, "yes", "no" or "root" (asked by root, who may do everything), GROUP.
std::vector<DeviceAccess> parse_access(std::string_view text);

// May the person who runs this use the graphics cards for computing? /dev/dri/renderD*, /dev/kfd,
// /dev/nvidia*. Asks access(2); opens nothing.
std::vector<DeviceAccess> read_access(Machine const& machine);

}  // namespace rigcheck
