#include "wizard/report/end_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "wizard/po/language.hpp"
#include "wizard/report/html.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/report/svg_text.hpp"
#include "wizard/screens/spans.hpp"

namespace rigcheck {
namespace {

struct Scale {
    double low = std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::lowest();

    void take(EndCurve const& curve) {
        low = std::min(low, curve.least());
        high = std::max({high, curve.most(), curve.limit.value_or(curve.most())});
    }
    // Noise is not blown up to a mountain; watts and clocks begin at nothing.
    void widen(bool from_zero) {
        constexpr double kLeast = 10;
        if (from_zero) low = std::min(low, 0.0);
        high = std::max(high, low + kLeast);
    }
    double share(double value) const { return (value - low) / (high - low); }
};

bool begins_at_zero(EndCurve const& curve) {
    return curve.unit != "°C";
}

std::string span_words(double from) {
    return fill_in(_("{} before the last record"), span_text(-from));
}

constexpr int kWidth = 66, kHeight = 9, kLabel = 10;

class Canvas {
public:
    Canvas(Scale const& scale, double from) : scale_(scale), from_(std::min(from, -1.0)) {}

    int row_of(double value) const {
        return kHeight - 1 -
               static_cast<int>(
                   std::lround(std::clamp(scale_.share(value), 0.0, 1.0) * (kHeight - 1)));
    }
    // What was drawn first stays.
    void put(int row, int column, char mark) {
        auto& cell = rows_.at(static_cast<std::size_t>(row)).at(static_cast<std::size_t>(column));
        if (cell == ' ' || cell == '-') cell = mark;
    }
    void draw_limit(double value, char letter) {
        for (int column = 0; column < kWidth; ++column) put(row_of(value), column, '-');
        put(row_of(value), 0, letter);
    }
    // Every column shows the greatest value of its share of the time.
    void draw(EndCurve const& curve, char letter) {
        std::vector<std::optional<double>> most(static_cast<std::size_t>(kWidth));
        for (auto const& point : curve.points) {
            double const share = std::clamp(1 - point.seconds / from_, 0.0, 1.0);
            auto& column = most.at(static_cast<std::size_t>(std::lround(share * (kWidth - 1))));
            column = std::max(column.value_or(point.value), point.value);
        }
        for (int column = 0; column < kWidth; ++column) {
            auto const& value = most.at(static_cast<std::size_t>(column));
            if (value) put(row_of(*value), column, letter);
        }
    }
    std::string row(int index) const {
        auto text = rows_.at(static_cast<std::size_t>(index));
        text.erase(text.find_last_not_of(' ') + 1);
        return text;
    }

private:
    Scale const& scale_;
    double from_;
    std::vector<std::string> rows_ =
        std::vector<std::string>(kHeight, std::string(static_cast<std::size_t>(kWidth), ' '));
};

std::string right_aligned(std::string const& text) {
    auto const blanks = std::max(0, kLabel - display_width(text));
    return std::string(static_cast<std::size_t>(blanks), ' ') + text;
}

// Hours are long before a cut; the axis says where it begins and where it ends.
std::string axis(double from) {
    auto const begin = span_words(from);
    auto const end = _("the last one");
    auto const room = kWidth - display_width(begin) - display_width(end);
    return std::string(static_cast<std::size_t>(kLabel + 2), ' ') + begin +
           std::string(static_cast<std::size_t>(std::max(1, room)), ' ') + end + '\n';
}

std::string svg_polyline(EndCurve const& curve, auto const& x, auto const& y) {
    std::string out, points;
    auto const flush = [&] {
        if (!points.empty()) out += "<polyline class=\"plot-line\" points=\"" + points + "\"/>\n";
        points.clear();
    };
    double before = curve.points.front().seconds;
    for (auto const& point : curve.points) {
        if (point.seconds - before > curve.pause) flush();
        points += fmt::format("{:.1f},{:.1f} ", x(point.seconds), y(point.value));
        before = point.seconds;
    }
    flush();
    auto const& last = curve.points.back();
    return out + fmt::format("<circle class=\"plot-even\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\"/>\n",
                             x(last.seconds), y(last.value));
}

std::string svg_curve(EndCurve const& curve, double from) {
    constexpr double kSvgWidth = 400, kSvgHeight = 150, kLeft = 64, kRight = 10, kTop = 12,
                     kBottom = 24, kGap = 6, kHalfLetter = 4;
    Scale scale;
    scale.take(curve);
    scale.widen(begins_at_zero(curve));
    double const span = std::min(from, -1.0);
    auto const x = [&](double seconds) {
        return kLeft + (kSvgWidth - kLeft - kRight) * std::clamp(1 - seconds / span, 0.0, 1.0);
    };
    auto const y = [&](double value) {
        return kTop + (kSvgHeight - kTop - kBottom) * (1 - scale.share(value));
    };
    auto const words = escaped(curve.name + ": " + curve.in_words());
    auto out = fmt::format(
        "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n"
        "<title>{}</title>\n<rect class=\"plot-frame\" x=\"{}\" y=\"{}\" width=\"{}\" "
        "height=\"{}\"/>\n",
        kSvgWidth, kSvgHeight, words, words, kLeft, kTop, kSvgWidth - kLeft - kRight,
        kSvgHeight - kTop - kBottom);
    if (curve.limit) {
        out += fmt::format(
            "<line class=\"plot-limit\" x1=\"{}\" y1=\"{:.1f}\" x2=\"{}\" y2=\"{:.1f}\"/>\n", kLeft,
            y(*curve.limit), kSvgWidth - kRight, y(*curve.limit));
        out += svg_text(kLeft + kGap, y(*curve.limit) + 2 * kGap + 1, "small", "start", _("limit"));
    }
    out += svg_polyline(curve, x, y);
    out += svg_text(kLeft - kGap, kTop + 2 * kHalfLetter, "small", "end",
                    curve.value_text(scale.high));
    out +=
        svg_text(kLeft - kGap, kSvgHeight - kBottom, "small", "end", curve.value_text(scale.low));
    out += svg_text(kLeft, kSvgHeight - kGap, "small", "start", span_words(from));
    out += svg_text(kSvgWidth - kRight, kSvgHeight - kGap, "small", "end", _("the last one"));
    return "<figure>\n<figcaption><strong>" + escaped(curve.name) + "</strong><br>" +
           escaped(curve.in_words()) + "</figcaption>\n" + out + "</svg>\n</figure>\n";
}

}  // namespace

std::string text_curves(EndCurves const& kind) {
    if (kind.curves.empty()) return {};
    Scale scale;
    for (auto const& curve : kind.curves) scale.take(curve);
    scale.widen(begins_at_zero(kind.curves.front()));
    Canvas canvas(scale, kind.from());
    for (std::size_t i = 0; i < kind.curves.size(); ++i)
        canvas.draw(kind.curves[i], static_cast<char>('a' + i));
    for (std::size_t i = 0; i < kind.curves.size(); ++i) {
        auto const& limit = kind.curves[i].limit;
        if (limit) canvas.draw_limit(*limit, static_cast<char>('A' + i));
    }
    auto out = kind.heading + '\n';
    for (int row = 0; row < kHeight; ++row) {
        auto const& first = kind.curves.front();
        auto const label = row == 0             ? first.value_text(scale.high)
                           : row == kHeight - 1 ? first.value_text(scale.low)
                                                : std::string();
        out += right_aligned(printable(label)) + " |" + canvas.row(row) + '\n';
    }
    out += axis(kind.from());
    for (std::size_t i = 0; i < kind.curves.size(); ++i) {
        auto const& curve = kind.curves[i];
        out += paragraph(fmt::format("  {}  ", static_cast<char>('a' + i)),
                         printable(curve.name) + ": " + curve.in_words());
    }
    return out;
}

std::string svg_curves(EndCurves const& kind) {
    if (kind.curves.empty()) return {};
    auto out = "<h3>" + escaped(kind.heading) + "</h3>\n<div class=\"drawings curves\">\n";
    for (auto const& curve : kind.curves) out += svg_curve(curve, kind.from());
    return out + "</div>\n";
}

}  // namespace rigcheck
