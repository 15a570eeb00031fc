#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/pcie.hpp"

namespace rigcheck {

struct PciName {
    std::string vendor;
    std::optional<std::string> device;
};

// Out of the text of pci.ids with a newline before it: "VVVV  vendor" lines, each with its
// "\tDDDD  device" lines behind it. libpci would build a table of all its 35,000 names first, which
// takes longer than reading the machine.
std::optional<PciName> find_pci_name(std::string_view list, Hex<4> vendor, Hex<4> device);

// Fills vendor_name and device_name from pci.ids of the running system; what that does not know
// stays empty. No network.
void name_functions(std::vector<PcieFunction>& functions);

}  // namespace rigcheck
