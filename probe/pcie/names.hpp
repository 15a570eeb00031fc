#pragma once

#include <vector>

#include "probe/facts/pcie.hpp"

namespace rigcheck {

// Fills vendor_name and device_name from pci.ids of the running system; what that does not know
// stays empty. No network.
void name_functions(std::vector<PcieFunction>& functions);

}  // namespace rigcheck
