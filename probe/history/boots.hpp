#pragma once

#include <cstdint>
#include <string>

#include "probe/facts/history.hpp"
#include "probe/history/runs.hpp"

namespace rigcheck {

// What the journal holds of one run: its times, and how it ended.
Boot boot_of(Run const& run);

// "2026-11-20T21:48:05.123456Z"
std::string utc_text(std::int64_t microseconds);

}  // namespace rigcheck
