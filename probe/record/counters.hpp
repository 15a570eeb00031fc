#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rigcheck::record {

// The last line of aer_dev_correctable and its kind: "TOTAL_ERR_COR 12" (kernel:
// ABI/testing/sysfs-bus-pci-devices-aer_stats). Empty where there is no such line.
std::optional<std::uint64_t> aer_total(std::string_view text);

// Over all processors, how often an interrupt came that /proc/interrupts names: "MCE".
std::optional<std::uint64_t> interrupt_count(std::string_view text, std::string_view name);

}  // namespace rigcheck::record
