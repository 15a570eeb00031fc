#pragma once

#include <vector>

#include "probe/facts/history.hpp"
#include "probe/history/runs.hpp"

namespace rigcheck {

// The lines that a signature fits, in the order of time. Of a flood about one fault the first and
// the last of a run stay: the first of a burst names the cause.
std::vector<LogMatch> log_matches_of(std::vector<Run> const& runs);

// Who logged it, as signatures name it.
std::string_view logged_by(JournalEntry const& entry);

}  // namespace rigcheck
