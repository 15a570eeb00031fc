#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/findings/words.hpp"

namespace rigcheck {

// --accept ID[@SUBJECT]=REASON: the person knows and lives with it.
struct Acceptance {
    std::string id;
    std::optional<std::string> subject;
    std::string reason;
};

// Throws UsageError for another form or an unknown id.
Acceptance parse_acceptance(std::string const& text);
// Failed findings that are accepted become `accepted`, with the reason.
void accept(Findings& findings, std::vector<Acceptance> const& acceptances);

}  // namespace rigcheck
