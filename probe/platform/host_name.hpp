#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "probe/machine/machine.hpp"

namespace rigcheck {

inline constexpr std::string_view kHostName = "/proc/sys/kernel/hostname";

// The names by which the machine is known on its network, as they may appear in other files.
std::vector<std::string> host_names(Machine const& machine);

}  // namespace rigcheck
