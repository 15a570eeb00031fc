#pragma once

#include <optional>
#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/facts/memory.hpp"
#include "probe/machine/machine.hpp"
#include "probe/smbios/smbios.hpp"

namespace rigcheck {

// RAM: the SMBIOS table when it could be read, else what udev copied from it at boot; EDAC
// controllers; and the RAM that the kernel was given.
Memory read_memory(Machine const& machine, std::optional<SmbiosFacts> const& smbios,
                   std::vector<Gap>& gaps);

}  // namespace rigcheck
