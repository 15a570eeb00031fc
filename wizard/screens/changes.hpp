#pragma once

#include <string>
#include <vector>

#include "checklists/changes/changes.hpp"

namespace rigcheck {

// One sentence a change, in the language of the person: "The RAM stick in DIMM_B2 is gone (…)."
std::vector<std::string> sentences(std::vector<Change> const& changes);

}  // namespace rigcheck
