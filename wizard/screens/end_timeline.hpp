#pragma once

#include <string>
#include <vector>

#include "wizard/screens/postmortem.hpp"

// The last minutes of a run, in the order of time.
namespace rigcheck {

// "2026-11-20 21:48:05 UTC" of "2026-11-20T21:48:05.123456Z"; other texts as they are.
std::string clock_text(std::string const& utc);

// The last ten minutes of the run that ended, its last sign of life, and what the next start says
// of it; at most sixty rows.
std::vector<TimelineRow> end_timeline(History const& history);

// The channels of the black box that tell most: temperatures closest to their limits, the largest
// powers.
void add_end_curves(History const& history, PostmortemScreen& screen);

}  // namespace rigcheck
