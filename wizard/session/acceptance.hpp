#pragma once

#include "checklists/findings/words.hpp"
#include "wizard/session/session.hpp"

namespace rigcheck {

// Failed findings that the person has accepted become `accepted`, with the reason.
void accept(Findings& findings, std::vector<Accepted> const& accepted);

}  // namespace rigcheck
