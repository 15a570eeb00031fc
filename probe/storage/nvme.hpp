#pragma once

#include <vector>

#include "probe/facts/storage.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// The controllers in /sys/class/nvme, sorted by name, without their drives.
std::vector<NvmeController> read_nvme_controllers(Machine const& machine);

// Names the controller behind a namespace (through the subsystem where there are several paths),
// and takes from it what the namespace does not say. Adds the drive to the controllers.
void join_controller(Machine const& machine, std::string const& real_path,
                     std::vector<NvmeController>& controllers, Drive& drive);

}  // namespace rigcheck
