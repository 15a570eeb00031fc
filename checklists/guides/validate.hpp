#pragma once

#include <string>
#include <vector>

#include "checklists/guides/guide.hpp"

namespace rigcheck::guides {

// What is wrong with a set of guides, one line each: "no-picture: steps.monitor.unsure: leads to
// nothing". Empty when every step says what it must, every target exists, every way through a
// flow comes to an end without meeting a step twice, and every id that a guide names is known.
std::vector<std::string> problems_of(Guides const& guides);

}  // namespace rigcheck::guides
