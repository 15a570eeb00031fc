#pragma once

#include <optional>
#include <string>

namespace rigcheck {

// Seconds since 1970 of "2026-11-20T21:48:05.123456Z"; the fraction may be missing. Empty for any
// other text.
std::optional<double> seconds_of(std::string const& utc);

}  // namespace rigcheck
