#pragma once

#include "probe/facts/drivers.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Kernels whose modules are installed: directories of /lib/modules that hold a kernel's own
// modules.
std::vector<InstalledKernel> read_kernels(Machine const& machine);

// Every module that DKMS knows, for every installed kernel, from the files in which dkms keeps its
// state (dkms 3.0.10): VERSION/source, VERSION/KERNEL/ARCH/module/*, the link kernel-KERNEL-ARCH
// and the file below /lib/modules.
std::vector<DkmsModule> read_dkms(Machine const& machine,
                                  std::vector<InstalledKernel> const& kernels);

}  // namespace rigcheck
