#include <algorithm>

#include "wizard/gui/items.hpp"
#include "wizard/gui/widgets.hpp"

namespace rigcheck::gui {
namespace {

ImFont* font_of(Ui& ui, Size size) {
    switch (size) {
        case Size::bold:
            return ui.fonts.bold();
        case Size::title:
            return ui.fonts.title();
        case Size::body:
            break;
    }
    return ui.fonts.body();
}

ImVec4 tone_of(Ui& ui, Tone tone) {
    switch (tone) {
        case Tone::soft:
            return ui.theme.soft;
        case Tone::accent:
            return ui.theme.accent;
        case Tone::ink:
            break;
    }
    return ui.theme.ink;
}

void draw_wrapped(Ui& ui, std::string const& words, ImVec4 const& ink, Size size, float width) {
    ui.fonts.need(words);
    ImGui::PushFont(font_of(ui, size));
    ImGui::PushStyleColor(ImGuiCol_Text, ink);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, 2});
    ImGui::BeginGroup();
    for (auto const& line : ui.lines.of(words, width))
        ImGui::TextUnformatted(line.data(), line.data() + line.size());
    ImGui::PopStyleVar();
    ImGui::EndGroup();
    ImGui::PopStyleColor();
    ImGui::PopFont();
    note_item(words, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), false);
}

}  // namespace

void text(Ui& ui, std::string const& words, Tone tone, Size size) {
    draw_wrapped(ui, words, tone_of(ui, tone), size, ImGui::GetContentRegionAvail().x);
}

void marked_text(Ui& ui, Mark mark, std::string const& words, Size size) {
    mark_shape(ui, mark);
    draw_wrapped(ui, words, ui.theme.of(mark == Mark::none ? Mark::unknown : mark), size,
                 ImGui::GetContentRegionAvail().x);
}

void heading(Ui& ui, std::string const& words) {
    ImGui::Dummy({0, unit() / 2});
    text(ui, words, Tone::ink, Size::bold);
}

void steps(Ui& ui, std::vector<std::string> const& lines) {
    constexpr std::size_t kTwoDigits = 10;
    auto const start = ImGui::GetCursorPosX();
    ImGui::PushFont(ui.fonts.bold());
    float const indent = ImGui::CalcTextSize(lines.size() < kTwoDigits ? "0." : "00.").x + unit();
    ImGui::PopFont();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        ImGui::PushFont(ui.fonts.bold());
        ImGui::TextUnformatted((std::to_string(i + 1) + '.').c_str());
        ImGui::PopFont();
        ImGui::SameLine(0, 0);
        ImGui::SetCursorPosX(start + indent);
        text(ui, lines[i]);
    }
}

void row(Ui& ui, std::vector<std::string> const& cells, float first, Tone tone) {
    if (cells.empty()) return;
    float const width = ImGui::GetContentRegionAvail().x;
    auto const start = ImGui::GetCursorPos();
    float const others =
        cells.size() > 1 ? width * (1 - first) / static_cast<float>(cells.size() - 1) : 0;
    float x = start.x;
    float bottom = start.y;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        float const cell = i == 0 && cells.size() > 1 ? width * first
                           : cells.size() > 1         ? others
                                                      : width;
        ImGui::SetCursorPos({x, start.y});
        draw_wrapped(ui, cells[i], tone_of(ui, tone), Size::body, cell - unit());
        bottom = std::max(bottom, ImGui::GetCursorPosY());
        x += cell;
    }
    ImGui::SetCursorPos({start.x, bottom});
    ImGui::Dummy({0, 0});
}

}  // namespace rigcheck::gui
