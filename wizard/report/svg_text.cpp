#include "wizard/report/svg_text.hpp"

#include <fmt/format.h>

#include "wizard/report/html.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck {

std::vector<std::string> lines_of(std::string_view text, int columns, std::size_t most) {
    auto lines = wrap(printable(text), columns);
    if (lines.size() <= most) return lines;
    lines.resize(most);
    // Wrapping once more finds the place to cut, which may be between wide characters.
    auto const last = wrap(lines.back(), columns - 1);
    lines.back() = last.empty() ? "…" : last.front() + "…";
    return lines;
}

std::string svg_text(double x, double y, char const* css_class, char const* anchor,
                     std::string_view text) {
    return fmt::format(
        "<text class=\"{}\" x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"{}\">{}</text>\n", css_class, x,
        y, anchor, escaped(text));
}

}  // namespace rigcheck
