#pragma once

#include <string>

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// What was read of drives, drivers, sensors and the runs of the kernel, as tables under their
// headings. A sensor that is not believed stands there with the reason. Empty where there is
// nothing of a kind.
std::string drive_section(Snapshot const& snapshot);
std::string driver_section(Snapshot const& snapshot);
std::string sensor_section(Snapshot const& snapshot);
std::string boot_section(Snapshot const& snapshot);

}  // namespace rigcheck
