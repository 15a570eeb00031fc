#pragma once

#include <optional>

#include "checklists/isolation/isolation.hpp"
#include "probe/facts/snapshot.hpp"
#include "wizard/cli/dialogue.hpp"
#include "wizard/session/session.hpp"

namespace rigcheck {

// Asks for everything that the search has to know: parts, spares, how often it fails, how long
// until then, what was seen. `seen`: a snapshot of the machine in question, for the numbers of
// parts. Answers of the guide that was followed last are offered. Empty when the input ended.
std::optional<isolation::Search> ask_for_search(Dialogue& dialogue, Session const& session,
                                                std::optional<Snapshot> const& seen);

}  // namespace rigcheck
