#pragma once

#include <chrono>

namespace rigcheck::record {

// Seconds by the clock that nobody sets.
inline double monotonic_s() {
    auto const now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double>(now).count();
}

}  // namespace rigcheck::record
