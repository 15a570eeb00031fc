#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace rigcheck {

// "2026-11-20T21:48:05Z"
std::string utc_now();

// "2026-11-20T21:48:05.123456Z"
std::string utc_text(std::chrono::system_clock::time_point at);
std::string utc_text(std::int64_t microseconds);  // since 1970

}  // namespace rigcheck
