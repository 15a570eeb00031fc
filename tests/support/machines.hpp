#pragma once

#include <string>
#include <vector>

namespace rigcheck::test {

// The names of every machine in tests/machines, sorted.
std::vector<std::string> machine_names();

}  // namespace rigcheck::test
