#pragma once

#include <string>

#include "probe/facts/fields.hpp"

namespace rigcheck {

struct CpuTemperatureLimits {
    std::string cpu;     // pattern inside the processor's name
    double limit_c = 0;  // Tjmax: the processor slows down here
    double idle_c = 0;   // more than this at rest is not normal
    bool by_design = false;

    static constexpr auto fields() {
        using L = CpuTemperatureLimits;
        return field_list(field("cpu", &L::cpu), field("limit_c", &L::limit_c),
                          field("idle_c", &L::idle_c), field("by_design", &L::by_design));
    }
};

// By the name in /proc/cpuinfo; null for other makers.
CpuTemperatureLimits const* find_cpu_limits(std::string const& model);

}  // namespace rigcheck
