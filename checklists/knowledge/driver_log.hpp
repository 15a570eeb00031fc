#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/drivers.hpp"

namespace rigcheck {

// The lines of the kernel log that say a certain thing: "power-cable", "unknown-chip", "refused",
// "firmware", "unsigned", … (driver-log-patterns.json), at most three. Lines about one device must
// name `address`; an empty address takes every device.
std::vector<std::string> log_lines(Drivers const& drivers, std::string_view means,
                                   std::string_view address = {});

// Whatever the log says of this device, at most three lines.
std::vector<std::string> log_lines_of(Drivers const& drivers, std::string_view address);

}  // namespace rigcheck
