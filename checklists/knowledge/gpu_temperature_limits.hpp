#pragma once

#include <optional>
#include <string>

#include "probe/facts/gpu.hpp"

namespace rigcheck {

struct GpuTemperatureLimits {
    double slowdown_c = 0, shutdown_c = 0;
    bool by_card = false;  // stated by the card itself, else by the table of usual limits
};

// Empty where neither the card nor the table has limits.
std::optional<GpuTemperatureLimits> temperature_limits(Gpu const& gpu);

}  // namespace rigcheck
