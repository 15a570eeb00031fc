#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/pcie.hpp"

namespace rigcheck {

// Out of the text of pci.ids with a newline before it: the lines of one vendor, "VVVV  name" and
// behind it "\tDDDD  name" for each device. libpci would build a table of all its 35,000 names
// first, which takes longer than reading the machine.
std::string_view pci_vendor_lines(std::string_view list, Hex<4> vendor);
std::optional<std::string> pci_vendor_name(std::string_view lines);
std::optional<std::string> pci_device_name(std::string_view lines, Hex<4> device);

// Fills vendor_name and device_name from pci.ids of the running system; what that does not know
// stays empty. No network.
void name_functions(std::vector<PcieFunction>& functions);

}  // namespace rigcheck
