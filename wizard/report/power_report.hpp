#pragma once

#include <string>
#include <vector>

#include "checklists/power/inputs.hpp"
#include "wizard/screens/power.hpp"

namespace rigcheck {

// The power budget as a page of text for a terminal, with a bar for each part.
std::string power_text(PowerScreen const& screen);
// "rigcheck.power/1" of the design. `errors`: what is wrong with the inputs.
std::string power_json(power::Inputs const& inputs, power::Budget const& budget,
                       PowerScreen const& screen, std::vector<std::string> const& errors);

}  // namespace rigcheck
