#pragma once

#include <string>

namespace rigcheck {

// "2026-11-20T21:48:05Z"
std::string utc_now();

}  // namespace rigcheck
