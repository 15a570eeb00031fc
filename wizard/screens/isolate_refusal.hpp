#pragma once

#include <string>
#include <vector>

#include "checklists/isolation/isolation.hpp"
#include "wizard/session/actions.hpp"

namespace rigcheck {

// One thing that "I cannot do that" may mean.
struct Refusal {
    std::string part;  // which has to stay; empty: the whole step is left out
    Action action;
};

// All of them for the try that is advised. None: nothing has to come out, so nothing is asked of
// the person. Several: one has to be chosen.
std::vector<Refusal> refusals(isolation::Search const& search, isolation::Advice const& advice);

}  // namespace rigcheck
