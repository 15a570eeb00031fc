#pragma once

#include "probe/facts/gpu.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// The files that amdgpu adds to its device (kernel: Documentation/gpu/amdgpu/driver-misc.rst and
// thermal.rst): memory, load, temperatures with their limits, power and its cap.
void read_amdgpu(Machine const& machine, Gpu& gpu, std::vector<Gap>& gaps);

// hwmon and the reasons for lowered clocks of i915 (drm/card*/gt/gt*/throttle_reason_*) and xe
// (tile*/gt*/freq0/throttle/reason_*).
void read_intel_gpu(Machine const& machine, Gpu& gpu, std::vector<Gap>& gaps);

}  // namespace rigcheck
