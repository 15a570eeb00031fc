#pragma once

#include "probe/facts/drivers.hpp"
#include "probe/facts/pcie.hpp"
#include "probe/facts/platform.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Which device has which driver and why not, and the state of what drivers depend on: the module
// tree, DKMS, Secure Boot, the NVIDIA driver, the CUDA files.
Drivers read_drivers(Machine const& machine, Platform const& platform, Pcie const& pcie,
                     std::vector<Gap>& gaps);

}  // namespace rigcheck
