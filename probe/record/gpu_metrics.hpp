#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rigcheck::record {

// Why an amdgpu card runs slower than it could: a bit for each limit that it stands at (kernel:
// SMU_THROTTLER_* in amdgpu_smu.h, the sixteen bits of each group).
struct GpuThrottle {
    std::uint16_t power = 0, current = 0, temperature = 0;
};

// The file gpu_metrics in its form 1.3, which discrete cards since RDNA have (kernel:
// kgd_pp_interface.h, struct gpu_metrics_v1_3). Empty for other forms, and where the card does not
// tell.
std::optional<GpuThrottle> parse_gpu_metrics(std::string_view bytes);

}  // namespace rigcheck::record
