#pragma once

#include <string>

#include "wizard/screens/overview.hpp"

// How a page shows what was found of a thing: a word, a shape, and only then a colour.
namespace rigcheck {

// The class of the style sheet: "warning".
std::string mark_class(Mark mark);

// Shape and word, for a line of text.
std::string mark_badge(Mark mark);
std::string badge(std::string const& css_class, std::string const& sign, std::string const& word);

// The shape alone, centred at (x, y) of a drawing.
std::string svg_mark(Mark mark, double x, double y);

}  // namespace rigcheck
