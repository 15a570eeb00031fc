#pragma once

#include <vector>

#include "probe/facts/storage.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Functions of class RAID, and SATA controllers that say they hide NVMe drives; sorted by address.
std::vector<HiddenController> read_hidden_controllers(Machine const& machine,
                                                      std::vector<Gap>& gaps);

}  // namespace rigcheck
