#pragma once

#include <vector>

#include "probe/facts/pcie.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Names the slot of each function: by the kernel (/sys/bus/pci/slots), else by the firmware. A
// firmware slot counts only when no other has its address and it is the only one on the path from
// the function to the root, since one board in five repeats addresses.
void name_slots(Machine const& machine, std::vector<PcieSlot> const& slots,
                std::vector<PcieFunction>& functions);

}  // namespace rigcheck
