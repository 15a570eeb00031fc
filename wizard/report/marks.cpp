#include "wizard/report/marks.hpp"

#include <fmt/format.h>

#include "wizard/report/html.hpp"

namespace rigcheck {
namespace {

std::string sign_of(Mark mark) {
    switch (mark) {
        case Mark::fine:
            return "✓";
        case Mark::unknown:
            return "?";
        case Mark::notice:
            return "i";
        case Mark::warning:
            return "!";
        case Mark::critical:
            return "✕";
        case Mark::none:
            break;
    }
    return "–";
}

// A circle, a square, a triangle, an octagon: as on signs at the road. Drawn around (0, 0).
std::string outline_of(Mark mark) {
    switch (mark) {
        case Mark::notice:
            return R"(<rect x="-8" y="-8" width="16" height="16" rx="2"/>)";
        case Mark::warning:
            return "<path d=\"M0-10 10 8H-10Z\"/>";
        case Mark::critical:
            return "<path d=\"M-4-9H4L9-4V4L4 9H-4L-9 4V-4Z\"/>";
        default:
            return "<circle r=\"8\"/>";
    }
}

}  // namespace

std::string mark_class(Mark mark) {
    switch (mark) {
        case Mark::fine:
            return "fine";
        case Mark::unknown:
            return "unknown";
        case Mark::notice:
            return "notice";
        case Mark::warning:
            return "warning";
        case Mark::critical:
            return "critical";
        case Mark::none:
            break;
    }
    return "none";
}

std::string badge(std::string const& css_class, std::string const& sign, std::string const& word) {
    return fmt::format(R"(<span class="badge {}"><span aria-hidden="true">{}</span> {}</span>)",
                       css_class, sign, escaped(word));
}

std::string mark_badge(Mark mark) {
    return badge(mark_class(mark), sign_of(mark), mark_word(mark));
}

std::string svg_mark(Mark mark, double x, double y) {
    return fmt::format(
        "<g class=\"sign {}\" transform=\"translate({:.0f} {:.0f})\">{}"
        "<text y=\"4\" text-anchor=\"middle\">{}</text></g>\n",
        mark_class(mark), x, y, outline_of(mark), sign_of(mark));
}

}  // namespace rigcheck
