#pragma once

#include <string>

#include "wizard/screens/postmortem.hpp"

namespace rigcheck {

// Why the last run ended, as a page of text for a terminal.
std::string postmortem_text(PostmortemScreen const& screen);
// The same as one HTML page that loads nothing: light and dark, for paper too.
std::string postmortem_html(Snapshot const& snapshot, PostmortemScreen const& screen);

}  // namespace rigcheck
