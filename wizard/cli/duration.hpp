#pragma once

#include <chrono>
#include <string>

namespace rigcheck {

// "90s", "10m", "2h", "14d"; a number alone is seconds. Throws UsageError, which begins with
// `option`, for anything else, for nothing and for more than a year.
std::chrono::seconds parse_duration(std::string const& option, std::string const& text);

}  // namespace rigcheck
