#pragma once

#include "probe/smbios/smbios.hpp"

namespace rigcheck {

// SMBIOS type 9 (DSP0134, 7.10).
PcieSlot pcie_slot(SmbiosStructure const& slot);

}  // namespace rigcheck
