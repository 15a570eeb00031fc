#pragma once

#include "wizard/cli/dialogue.hpp"
#include "wizard/session/store.hpp"

namespace rigcheck {

// Try after try, until the search ends or the person stops. The session holds a search.
void talk_through_search(Dialogue& dialogue, SessionStore& store);

}  // namespace rigcheck
