#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/pcie.hpp"

namespace rigcheck {

// The `resource` file: a line "start end flags" each; the first six are the BARs (kernel:
// Documentation/PCI/sysfs-pci.rst). Regions without size are left out. Empty when malformed.
std::optional<std::vector<PcieBar>> parse_bars(std::string_view text);

// An `aer_dev_*` file: "BadTLP 4" or, as the kernel's ABI document has it, "Bad TLP 4". The totals
// are left out. Empty when a line has another form.
std::optional<std::map<std::string, std::uint64_t>> parse_aer(std::string_view text);

// A number that fills the text; "0x" may stand before base 16.
std::optional<std::uint64_t> parse_whole(std::string_view text, int base);

}  // namespace rigcheck
