#pragma once

#include <string>

#include "wizard/screens/payback.hpp"

namespace rigcheck {

// The cash curve as a drawing. Both show the zero line, the band, the curve and the month of
// break-even, and say in words what they draw. Empty for an empty curve.

// For a terminal: 80 columns, plain characters.
std::string text_plot(CashCurve const& curve, std::string const& currency);
// An SVG element that takes its colours from the page's style sheet (classes plot-band, plot-line,
// plot-zero, plot-even, plot-text).
std::string svg_plot(CashCurve const& curve, std::string const& currency);

}  // namespace rigcheck
