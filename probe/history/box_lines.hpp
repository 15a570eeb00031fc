#pragma once

#include "probe/facts/history.hpp"

namespace rigcheck {

// The journal is written to the disk every few minutes, so that it may lack its last lines; the
// black box has those that speak of a fault. Puts what it kept after the journal's last entry of
// the same run into history.log_matches.
void add_lines_of_black_box(History& history);

}  // namespace rigcheck
