#pragma once

#include <string>
#include <string_view>

#include "probe/machine/machine.hpp"

namespace rigcheck {

// What a capture may hold of a file: its bytes without serial numbers, asset tags, UUIDs, hardware
// addresses and host names. Facts read from the result are the facts read from the original.
std::string redact_file(Machine const& machine, std::string_view path, std::string const& bytes);

}  // namespace rigcheck
