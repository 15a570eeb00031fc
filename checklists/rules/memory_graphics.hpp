#pragma once

#include "probe/facts/pcie.hpp"

namespace rigcheck {

// PCI classes 0x0300 (VGA), 0x0302 (3D) and 0x1200 (processing accelerator).
bool is_display(PcieFunction const& function);

// A display function that someone installed: not inside the processor, not the chip that serves the
// remote console, not a virtual function.
bool is_discrete_gpu(PcieFunction const& function);

}  // namespace rigcheck
