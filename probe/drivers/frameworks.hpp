#pragma once

#include "probe/facts/drivers.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// torch/version.py: __version__ = '2.4.0+cu124', cuda = '12.4' or None, hip = '6.1' or None.
std::optional<Framework> parse_torch_version(std::string_view text);
// The name of a directory that pip leaves: "tensorflow_cpu-2.15.0.dist-info".
std::optional<Framework> parse_tensorflow_name(std::string_view name);

// Frameworks in the environments that people keep in their home: conda, venv, pip --user. `inside`
// are the names in the home directory.
void read_home_frameworks(Machine const& machine, std::string const& home,
                          std::vector<std::string> const& inside, std::vector<Framework>& found);
// Those below /usr/lib and /usr/local/lib.
void read_system_frameworks(Machine const& machine, std::vector<Framework>& found);

}  // namespace rigcheck
