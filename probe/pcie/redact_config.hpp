#pragma once

#include <string>

namespace rigcheck {

// PCI configuration space with the device serial number zeroed (extended capability 0x0003, PCIe
// base specification 7.9.3): network cards build it from their hardware address.
std::string redact_config(std::string config);

}  // namespace rigcheck
