#pragma once

#include "probe/facts/setup.hpp"
#include "probe/machine/machine.hpp"
#include "probe/setup/homes.hpp"

namespace rigcheck {

// Traces that old guides leave in configuration files. Files are read; nothing is connected to.
Setup read_setup(Machine const& machine, HomeTraces homes, std::vector<Gap>& gaps);

}  // namespace rigcheck
