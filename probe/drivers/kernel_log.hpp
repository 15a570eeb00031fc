#pragma once

#include "probe/facts/drivers.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Lines of a kernel log that speak of drivers and firmware, time stamps cut off, the last few
// hundred. Takes dmesg(1) texts and the records of /dev/kmsg ("6,123,456,-;text").
std::vector<KernelLine> parse_kernel_log(std::string_view text);

// The log since boot: /dev/kmsg (needs root where kernel.dmesg_restrict is set, as on Debian);
// /var/log/dmesg of a captured machine.
std::optional<std::vector<KernelLine>> read_kernel_log(Machine const& machine,
                                                       std::vector<Gap>& gaps);

}  // namespace rigcheck
