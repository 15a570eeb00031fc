#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

// Text for a terminal of a fixed width.
inline constexpr int kColumns = 80;

// Columns that a UTF-8 text takes; East Asian wide characters take two.
int display_width(std::string_view text);

// The text with control characters and broken UTF-8 replaced, so that a firmware string cannot
// steer the terminal.
std::string printable(std::string_view text);

// Lines of at most `columns`, broken at blanks and between wide characters. A word longer than a
// line is cut.
std::vector<std::string> wrap(std::string_view text, int columns);

// The same for any measure of width, such as the pixels of a font.
using Measure = std::function<double(std::string_view)>;
std::vector<std::string> wrap_to(std::string_view text, double width, Measure const& measure);

// The text wrapped behind a first prefix; further lines begin with as many blanks.
std::string paragraph(std::string_view prefix, std::string_view text, int columns = kColumns);

// The text cut or padded with blanks to exactly `columns`.
std::string fit(std::string_view text, int columns);

}  // namespace rigcheck
