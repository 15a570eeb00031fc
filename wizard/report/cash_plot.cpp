#include "wizard/report/cash_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/screens/money.hpp"

namespace rigcheck {
namespace {

struct Scale {
    double low = 0, high = 0;
};

Scale scale_of(CashCurve const& curve) {
    Scale scale;
    for (auto const* line : {&curve.middle, &curve.low, &curve.high}) {
        for (double const value : *line) {
            scale.low = std::min(scale.low, value);
            scale.high = std::max(scale.high, value);
        }
    }
    if (scale.high == scale.low) scale.high = scale.low + 1;
    return scale;
}

// A value between two months.
double at(std::vector<double> const& line, double month) {
    auto const left = std::min(static_cast<std::size_t>(month), line.size() - 1);
    auto const right = std::min(left + 1, line.size() - 1);
    double const share = month - static_cast<double>(left);
    return line[left] + (line[right] - line[left]) * share;
}

constexpr int kWidth = 64, kHeight = 13, kLabel = 14;

class Canvas {
public:
    explicit Canvas(Scale scale) : scale_(scale) {}

    int row_of(double value) const {
        double const share = (value - scale_.low) / (scale_.high - scale_.low);
        return kHeight - 1 - static_cast<int>(std::lround(share * (kHeight - 1)));
    }
    void put(int row, int column, char mark) {
        rows_.at(static_cast<std::size_t>(row)).at(static_cast<std::size_t>(column)) = mark;
    }
    std::string const& row(int index) const { return rows_.at(static_cast<std::size_t>(index)); }

private:
    Scale scale_;
    std::vector<std::string> rows_ =
        std::vector<std::string>(kHeight, std::string(static_cast<std::size_t>(kWidth), ' '));
};

// "Months 0 to 36 …": what a reader without the picture has to know.
std::string in_words(CashCurve const& curve, std::string const& currency) {
    return fill_in(_("Money left by owning instead of renting, from {} at first to {} after {} "
                     "months"),
                   money(curve.middle.front(), currency), money(curve.middle.back(), currency),
                   curve.middle.size() - 1);
}

}  // namespace

std::string text_plot(CashCurve const& curve, std::string const& currency) {
    if (curve.middle.size() < 2) return {};
    auto const scale = scale_of(curve);
    auto const months = static_cast<double>(curve.middle.size() - 1);
    Canvas canvas(scale);
    for (int column = 0; column < kWidth; ++column) {
        double const month = months * column / (kWidth - 1);
        if (!curve.low.empty()) {
            int const bottom = canvas.row_of(at(curve.low, month));
            for (int row = canvas.row_of(at(curve.high, month)); row <= bottom; ++row)
                canvas.put(row, column, ':');
        }
        int const zero = canvas.row_of(0);
        canvas.put(zero, column,
                   canvas.row(zero).at(static_cast<std::size_t>(column)) == ':' ? '+' : '-');
        canvas.put(canvas.row_of(at(curve.middle, month)), column, '*');
    }
    std::string out = paragraph("  ", in_words(curve, currency));
    for (int row = 0; row < kHeight; ++row) {
        std::string label;
        if (row == canvas.row_of(0))
            label = money(0, currency);
        else if (row == 0)
            label = money(scale.high, currency);
        else if (row == kHeight - 1)
            label = money(scale.low, currency);
        out += fmt::format("{:>{}} |{}\n", label, kLabel - 2, canvas.row(row));
    }
    auto const last = fill_in(_("month {}"), curve.middle.size() - 1);
    out += fmt::format("{:>{}} 0{:>{}}\n", "", kLabel - 1, last,
                       kWidth - 1 + static_cast<int>(last.size()) - display_width(last));
    return out + paragraph("  ", curve.low.empty()
                                     ? _("* the likely course   - nothing gained, nothing lost")
                                     : _("* the likely course   : four of five cases   - nothing "
                                         "gained, nothing lost"));
}

std::string svg_plot(CashCurve const& curve, std::string const& currency) {
    if (curve.middle.size() < 2) return {};
    constexpr double kSvgWidth = 720, kSvgHeight = 320, kLeft = 96, kRight = 16, kTop = 16,
                     kBottom = 36;
    auto const scale = scale_of(curve);
    auto const months = static_cast<double>(curve.middle.size() - 1);
    auto const x = [&](double month) {
        return kLeft + (kSvgWidth - kLeft - kRight) * month / months;
    };
    auto const y = [&](double value) {
        return kTop +
               (kSvgHeight - kTop - kBottom) * (scale.high - value) / (scale.high - scale.low);
    };
    auto const point = [&](double month, double value) {
        return fmt::format("{:.1f},{:.1f} ", x(month), y(value));
    };
    auto const text = [&](double px, double py, char const* anchor, std::string const& words) {
        return fmt::format(
            "<text class=\"plot-text\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n",
            px, py, anchor, words);
    };
    auto out = fmt::format(
        "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">\n<title>{}</title>\n",
        kSvgWidth, kSvgHeight, in_words(curve, currency), in_words(curve, currency));
    if (!curve.low.empty()) {
        std::string outline;
        for (std::size_t m = 0; m < curve.high.size(); ++m)
            outline += point(static_cast<double>(m), curve.high[m]);
        for (std::size_t m = curve.low.size(); m-- > 0;)
            outline += point(static_cast<double>(m), curve.low[m]);
        out += "<polygon class=\"plot-band\" points=\"" + outline + "\"/>\n";
    }
    out += fmt::format(
        "<line class=\"plot-zero\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>\n",
        x(0), y(0), x(months), y(0));
    std::string line;
    for (std::size_t m = 0; m < curve.middle.size(); ++m)
        line += point(static_cast<double>(m), curve.middle[m]);
    out += "<polyline class=\"plot-line\" points=\"" + line + "\"/>\n";
    constexpr double kGap = 8;
    out += text(kLeft - kGap, y(scale.high) + kGap, "end", money(scale.high, currency));
    if (scale.low < 0) out += text(kLeft - kGap, y(scale.low), "end", money(scale.low, currency));
    out += text(kLeft - kGap, y(0) + kGap / 2, "end", money(0, currency));
    out += text(x(0), kSvgHeight - kGap, "start", fill_in(_("month {}"), 0));
    out +=
        text(x(months), kSvgHeight - kGap, "end", fill_in(_("month {}"), curve.middle.size() - 1));
    if (curve.even && *curve.even <= months) {
        out += fmt::format("<circle class=\"plot-even\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\"/>\n",
                           x(*curve.even), y(0));
        bool const near_end = *curve.even > months * 2 / 3;
        out += text(x(*curve.even) + (near_end ? -kGap : kGap), y(0) + 2.5 * kGap,
                    near_end ? "end" : "start", months_text(*curve.even));
    }
    return out + "</svg>\n";
}

}  // namespace rigcheck
