#pragma once

#include <optional>
#include <string_view>

namespace rigcheck {

// A price older than this is called stale; one older than a year says how old it is.
inline constexpr int kStaleDays = 180, kOldDays = 365;

// How many days before `today` ("2026-11-20…") a fact may have been read, at most: sources date
// their rows as "2026-07-20", "2025-11", "2025-H1", "2025-Q2", "2025/2026" or "2022..2025-03", and
// the earliest day that such a text allows counts. Empty when no year stands there.
std::optional<int> age_days(std::string_view as_of, std::string_view today);

}  // namespace rigcheck
