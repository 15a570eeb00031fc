#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "probe/machine/machine.hpp"

namespace rigcheck {

// The login names of people, not of services: user ids 1000 to 59999 (Debian policy, 9.2.2).
std::vector<std::string> parse_people(std::string_view passwd);

// The same of a machine's /etc/passwd. No directory service is asked: that could use the network.
std::vector<std::string> people(Machine const& machine);

}  // namespace rigcheck
