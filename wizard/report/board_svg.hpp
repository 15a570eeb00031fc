#pragma once

#include <string>

#include "wizard/screens/overview.hpp"

namespace rigcheck {

// The board as drawings for a page: the DIMM slots with what is in them, the cards and NVMe drives
// with the lanes that lead to them. Each drawing is narrow enough for a phone; on a wide page they
// stand side by side. Empty where there is nothing to draw.
std::string board_html(OverviewScreen const& screen);

}  // namespace rigcheck
