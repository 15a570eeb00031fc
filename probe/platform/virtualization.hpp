#pragma once

#include <optional>
#include <string>

#include "probe/facts/platform.hpp"

namespace rigcheck {

// Which hypervisor the machine runs under, in the words of systemd-detect-virt(1); "vm-other" when
// only the processor flag tells. Empty on real hardware, bare-metal cloud instances included.
std::optional<std::string> virtualization(Platform const& platform, std::string const& bios_vendor,
                                          bool hypervisor_flag);

}  // namespace rigcheck
