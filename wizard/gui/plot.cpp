#include "wizard/gui/plot.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wizard/gui/items.hpp"
#include "wizard/po/language.hpp"

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

void draw_line(Ui& ui, Frame const& frame, std::deque<Sample> const& samples, float thickness) {
    auto* const list = ImGui::GetWindowDrawList();
    auto const ink = colour(ui.theme.accent);
    for (std::size_t i = 0; i + 1 < samples.size(); ++i) {
        if (samples[i + 1].seconds - samples[i].seconds > kPause) continue;
        list->AddLine(frame.point(samples[i].seconds, samples[i].value),
                      frame.point(samples[i + 1].seconds, samples[i + 1].value), ink, thickness);
    }
    auto const& last = samples.back();
    list->AddCircleFilled(frame.point(last.seconds, last.value), thickness * 1.2F, ink);
}

void say(Ui& ui, ImVec2 at, std::string const& words, ImVec4 const& ink) {
    ui.fonts.need(words);
    ImGui::GetWindowDrawList()->AddText(at, colour(ink), words.c_str());
    auto const size = ImGui::CalcTextSize(words.c_str());
    note_item(words, at, {at.x + size.x, at.y + size.y}, false);
}

void limit_line(Ui& ui, Frame const& frame, std::optional<double> value, Mark mark,
                std::string const& name) {
    if (!value || *value > frame.high || *value < frame.low) return;
    auto const left = frame.point(frame.from, *value);
    auto const ink = ui.theme.of(mark);
    ImGui::GetWindowDrawList()->AddLine(left, {left.x + frame.size.x, left.y}, colour(ink),
                                        unit() / 5);
    auto const words = fmt::format("{} {:.0f} °C", name, *value);
    say(ui, {left.x + frame.size.x / 3, left.y + unit() / 4}, words, ink);
}

}  // namespace

bool small_plot(Ui& ui, std::string const& label, PlotLine const& line, float width) {
    auto const at = ImGui::GetCursorScreenPos();
    ImVec2 const size{width, ImGui::GetTextLineHeight()};
    bool const chosen = ImGui::Selectable(("##" + label).c_str(), false, 0, size);
    note_item(label, at, {at.x + size.x, at.y + size.y}, true, ImGui::IsItemFocused());
    draw_line(ui, frame_around(line, at, size, false), line.samples, unit() / 5);
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
    limit_line(ui, frame, line.row.max, Mark::warning, _("limit"));
    limit_line(ui, frame, line.row.crit, Mark::critical, _("critical"));
    draw_line(ui, frame, line.samples, unit() / 3);
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

}  // namespace rigcheck::gui
