#pragma once

#include "probe/facts/drivers.hpp"
#include "probe/facts/gpu.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// What the drivers of the graphics cards say of them: NVML by dlopen, the sysfs files of amdgpu,
// i915 and xe. Fills in what NVML says of the driver as a whole. A sleeping card is left asleep.
std::vector<Gpu> read_gpus(Machine const& machine, Pcie const& pcie, NvidiaDriver& driver,
                           std::vector<Gap>& gaps);

}  // namespace rigcheck
