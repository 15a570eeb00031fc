#pragma once

#include <string>

#include "wizard/session/session.hpp"

namespace rigcheck {

// --accept ID[@SUBJECT]=REASON: the person knows and lives with it. Throws UsageError for another
// form or an unknown id.
Accepted parse_acceptance(std::string const& text);

}  // namespace rigcheck
