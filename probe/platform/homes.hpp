#pragma once

#include <string>
#include <vector>

#include "probe/machine/machine.hpp"

namespace rigcheck {

// Home directories of people and of root by /etc/passwd, at most 64.
std::vector<std::string> home_directories(Machine const& machine);

// "/home/anna/.bashrc" below "/home/anna" is "~/.bashrc": a fact must not name a person.
std::string without_home(std::string_view path, std::string_view home);

}  // namespace rigcheck
