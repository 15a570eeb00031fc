#pragma once

#include <string>

#include "wizard/screens/end_curves.hpp"

namespace rigcheck {

// The curves of one kind as a drawing; both say in words what they draw. Empty without curves.

// For a terminal: 80 columns, plain characters, each curve a letter and its limit the capital.
std::string text_curves(EndCurves const& kind);
// A figure for each curve, with its limit, in the classes of postmortem_style().
std::string svg_curves(EndCurves const& kind);

}  // namespace rigcheck
