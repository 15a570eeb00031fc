#pragma once

#include "probe/facts/gap.hpp"
#include "probe/facts/history.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck::blackbox {

// The runs in one directory of the machine, the newest first; without those of another machine,
// which came with a copied disk.
std::vector<BlackBoxRun> read_directory(Machine const& machine, std::string const& directory,
                                        std::vector<Gap>& gaps);

}  // namespace rigcheck::blackbox
