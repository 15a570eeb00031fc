#pragma once

#include <map>
#include <string>
#include <vector>

#include "probe/facts/pcie.hpp"
#include "probe/pcie/capability.hpp"

namespace rigcheck {

bool is_bridge(PcieFunction const& function);  // class 0604: PCI-to-PCI, as every PCIe port is

// Gives every function its role: by the port type where configuration space could be read, else by
// its place: a bridge on a root bus is a root port, below it upstream and downstream ports
// alternate.
void assign_roles(std::vector<PcieFunction>& functions,
                  std::map<std::string, PortType> const& port_types);

}  // namespace rigcheck
