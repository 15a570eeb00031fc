#pragma once

#include <optional>
#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/facts/pcie.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Every PCI function of the machine with its place in the tree. Functions that sleep are not woken:
// their link stays empty and a gap says `asleep`. `slots` is what the firmware knows of the slots.
Pcie read_pcie(Machine const& machine, std::vector<PcieSlot> slots, std::vector<Gap>& gaps);

}  // namespace rigcheck
