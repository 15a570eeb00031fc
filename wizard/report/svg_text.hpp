#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

// The text in lines of at most `columns`; where `most` lines do not hold it, it ends in "…".
std::vector<std::string> lines_of(std::string_view text, int columns, std::size_t most);

// One line in a drawing, from (x, y); `anchor` is "start", "middle" or "end". Escaped.
std::string svg_text(double x, double y, char const* css_class, char const* anchor,
                     std::string_view text);

}  // namespace rigcheck
