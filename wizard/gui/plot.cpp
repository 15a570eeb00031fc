#include "wizard/gui/plot.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wizard/gui/items.hpp"
#include "wizard/po/language.hpp"
#include "wizard/screens/spans.hpp"

namespace rigcheck::gui {
namespace {

constexpr double kPause = 3;  // seconds without a sample: the line is interrupted

struct Frame {
    ImVec2 at, size;
    double low = 0, high = 1, from = 0, to = 1;

    ImVec2 point(double seconds, double value) const {
        auto const x = static_cast<float>((seconds - from) / (to - from));
        auto const y = static_cast<float>((high - value) / (high - low));
        return {at.x + size.x * x, at.y + size.y * y};
    }
};

// A little room above and below; a flat line lies in the middle.
Frame frame_around(PlotLine const& line, ImVec2 at, ImVec2 size, bool with_limits) {
    Frame frame{.at = at,
                .size = size,
                .low = line.samples.front().value,
                .high = line.samples.front().value,
                .from = line.samples.front().seconds,
                .to = line.now};
    for (auto const& sample : line.samples) {
        frame.low = std::min(frame.low, sample.value);
        frame.high = std::max(frame.high, sample.value);
    }
    auto const limit = line.row.max ? line.row.max : line.row.crit;
    if (with_limits && limit) frame.high = std::max(frame.high, *limit);
    constexpr double kShare = 0.1;
    constexpr double kLeast = 0.02;  // of the value: noise is not blown up to a mountain
    double const room = std::max({(frame.high - frame.low) * kShare, frame.high * kLeast, 1e-3});
    frame.low -= room;
    frame.high += room;
    constexpr double kShortest = 30;
    frame.from = std::min(frame.from, frame.to - kShortest);
    return frame;
}

template <class Points>
void draw_line(Ui& ui, Frame const& frame, Points const& points, double pause, float thickness) {
    auto* const list = ImGui::GetWindowDrawList();
    auto const ink = colour(ui.theme.accent);
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        if (points[i + 1].seconds - points[i].seconds > pause) continue;
        list->AddLine(frame.point(points[i].seconds, points[i].value),
                      frame.point(points[i + 1].seconds, points[i + 1].value), ink, thickness);
    }
    auto const& last = points.back();
    list->AddCircleFilled(frame.point(last.seconds, last.value), thickness * 1.2F, ink);
}

void say(Ui& ui, ImVec2 at, std::string const& words, ImVec4 const& ink) {
    ui.fonts.need(words);
    ImGui::GetWindowDrawList()->AddText(at, colour(ink), words.c_str());
    auto const size = ImGui::CalcTextSize(words.c_str());
    note_item(words, at, {at.x + size.x, at.y + size.y}, false);
}

// A line with its name below it.
void limit_line(Ui& ui, Frame const& frame, std::optional<double> value, Mark mark,
                std::string const& name) {
    if (!value || *value > frame.high || *value < frame.low) return;
    auto const left = frame.point(frame.from, *value);
    auto const ink = ui.theme.of(mark);
    ImGui::GetWindowDrawList()->AddLine(left, {left.x + frame.size.x, left.y}, colour(ink),
                                        unit() / 5);
    say(ui, {left.x + frame.size.x / 3, left.y + unit() / 4}, name, ink);
}

float width_of(Ui& ui, std::string const& words) {
    ui.fonts.need(words);
    return ImGui::CalcTextSize(words.c_str()).x;
}

// Watts and clocks begin at nothing.
double lowest_shown(EndCurve const& curve) {
    return curve.unit == "°C" ? curve.least() : std::min(curve.least(), 0.0);
}

// Limits are inside, so that their distance is seen.
Frame frame_of_end(EndCurve const& curve, double from, ImVec2 at, ImVec2 size) {
    constexpr double kLeast = 10;  // noise is not blown up to a mountain
    constexpr double kShare = 0.08;
    Frame frame{.at = at,
                .size = size,
                .low = lowest_shown(curve),
                .high = std::max(curve.most(), curve.limit.value_or(curve.most())),
                .from = std::min(from, -1.0),
                .to = 0};
    frame.high = std::max(frame.high, frame.low + kLeast);
    double const room = (frame.high - frame.low) * kShare;
    frame.high += room;
    if (curve.unit == "°C") frame.low -= room;
    return frame;
}

}  // namespace

bool small_plot(Ui& ui, std::string const& label, PlotLine const& line, float width) {
    auto const at = ImGui::GetCursorScreenPos();
    ImVec2 const size{width, ImGui::GetTextLineHeight()};
    bool const chosen = ImGui::Selectable(("##" + label).c_str(), false, 0, size);
    note_item(label, at, {at.x + size.x, at.y + size.y}, true, ImGui::IsItemFocused());
    draw_line(ui, frame_around(line, at, size, false), line.samples, kPause, unit() / 5);
    return chosen;
}

void large_plot(Ui& ui, PlotLine const& line) {
    if (line.samples.empty()) return;
    float const text_height = ImGui::GetTextLineHeight();
    auto const at = ImGui::GetCursorScreenPos();
    ImVec2 const size{ImGui::GetContentRegionAvail().x, unit() * 24};
    auto const frame = frame_around(line, at, size, true);
    auto* const list = ImGui::GetWindowDrawList();
    list->AddRect(at, {at.x + size.x, at.y + size.y}, colour(ui.theme.line));
    auto const at_most = [](std::string const& name, std::optional<double> const& celsius) {
        return fmt::format("{} {:.0f} °C", name, celsius.value_or(0));
    };
    limit_line(ui, frame, line.row.max, Mark::warning, at_most(_("limit"), line.row.max));
    limit_line(ui, frame, line.row.crit, Mark::critical, at_most(_("critical"), line.row.crit));
    draw_line(ui, frame, line.samples, kPause, unit() / 3);
    say(ui, {at.x + unit(), at.y + unit() / 2}, sensor_value(line.row.kind, frame.high),
        ui.theme.soft);
    say(ui, {at.x + unit(), at.y + size.y - text_height - unit() / 2},
        sensor_value(line.row.kind, frame.low), ui.theme.soft);
    ImGui::Dummy(size);
    text(ui,
         fill_in(_("The last {} seconds; now on the right"),
                 fmt::format("{:.0f}", frame.to - frame.from)),
         Tone::soft);
}

void end_plot(Ui& ui, EndCurve const& curve, double from) {
    text(ui, curve.name, Tone::ink, Size::bold);
    text(ui, curve.in_words(), Tone::soft);
    auto const start = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x - unit();
    float const height = unit() * 15;
    double const most = std::max(curve.most(), curve.limit.value_or(curve.most()));
    double const least = lowest_shown(curve);
    float const labels =
        std::max(width_of(ui, curve.value_text(most)), width_of(ui, curve.value_text(least))) +
        unit();
    auto const frame = frame_of_end(curve, from, {start.x + labels, start.y},
                                    {std::max(width - labels, unit()), height});
    ImVec2 const end{start.x + width, start.y + height};
    ImGui::GetWindowDrawList()->AddRect(frame.at, end, colour(ui.theme.line));
    if (curve.limit) limit_line(ui, frame, curve.limit, Mark::critical, _("limit"));
    draw_line(ui, frame, curve.points, curve.pause, unit() / 4);
    float const half = ImGui::GetTextLineHeight() / 2;
    auto const name_value = [&](double value) {
        say(ui, {start.x, frame.point(frame.from, value).y - half}, curve.value_text(value),
            ui.theme.soft);
    };
    name_value(most);
    float const apart = frame.point(frame.from, least).y - frame.point(frame.from, most).y;
    if (apart > 2 * half) name_value(least);
    auto const first = fill_in(_("{} before the last record"), span_text(-from));
    auto const last = _("the last one");
    float const below = end.y + unit() / 2;
    float const right = end.x - width_of(ui, last);
    say(ui, {frame.at.x, below}, first, ui.theme.soft);
    if (right > frame.at.x + width_of(ui, first) + unit())
        say(ui, {right, below}, last, ui.theme.soft);
    ImGui::Dummy({width, height + unit() / 2 + 2 * half});
}

}  // namespace rigcheck::gui
