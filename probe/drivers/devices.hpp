#pragma once

#include "probe/drivers/module_tree.hpp"
#include "probe/facts/pcie.hpp"
#include "probe/facts/platform.hpp"

namespace rigcheck {

// Every PCI function and every USB device with its driver, or what keeps it from having one.
// `tree` is null where this kernel has no modules at hand.
std::vector<DriverDevice> read_driver_devices(Machine const& machine, Platform const& platform,
                                              Pcie const& pcie, ModuleTree const* tree,
                                              std::vector<Gap>& gaps);

}  // namespace rigcheck
