#include <imgui.h>

// After imgui.h: this header does not include it.
#include <imgui_stdlib.h>

#include <algorithm>

#include "wizard/gui/items.hpp"
#include "wizard/gui/widgets.hpp"

namespace rigcheck::gui {
namespace {

// What is shown of a label; behind ## stands what tells it from others of the same words.
std::string shown_part(std::string const& label) {
    return label.substr(0, label.find("##"));
}

// The label of a field above it.
void field_label(Ui& ui, std::string const& label) {
    text(ui, shown_part(label), Tone::soft);
}

void note_last(std::string const& label) {
    note_item(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true);
}

// A whole line that can be chosen: a sign of its kind, then the words, wrapped.
bool line_to_choose(Ui& ui, std::string const& label, bool chosen, bool round) {
    auto const words = shown_part(label);
    ui.fonts.need(words);
    float const line = ImGui::GetTextLineHeight();
    float const left = line + unit();
    float const room = ImGui::GetContentRegionAvail().x - left - unit();
    auto const& lines = ui.lines.of(words, room);
    auto const start = ImGui::GetCursorScreenPos();
    float const height = line * static_cast<float>(lines.size()) + unit();
    bool const pressed = ImGui::Selectable(("##" + label).c_str(), false, 0, {0, height});
    auto const min = ImGui::GetItemRectMin();
    auto* const list = ImGui::GetWindowDrawList();
    ImVec2 const centre{start.x + line / 2, start.y + unit() / 2 + line / 2};
    float const size = line * 0.38F;
    auto const ink = colour(chosen ? ui.theme.accent : ui.theme.soft);
    ImVec2 const low{centre.x - size, centre.y - size};
    ImVec2 const high{centre.x + size, centre.y + size};
    if (round)
        list->AddCircle(centre, size, ink, 0, unit() / 5);
    else
        list->AddRect(low, high, ink, unit() / 4, 0, unit() / 5);
    if (chosen && round) list->AddCircleFilled(centre, size * 0.55F, ink);
    if (chosen && !round)
        list->AddRectFilled({low.x + size / 2, low.y + size / 2},
                            {high.x - size / 2, high.y - size / 2}, ink);
    float y = start.y + unit() / 2;
    float right = min.x;
    for (auto const& part : lines) {
        list->AddText({start.x + left, y}, colour(ui.theme.ink), part.data(),
                      part.data() + part.size());
        right = std::max(right, start.x + left + ImGui::CalcTextSize(part.c_str()).x);
        y += line;
    }
    note_item(label, min, {right, start.y + height}, true);
    return pressed;
}

}  // namespace

bool button(Ui& ui, std::string const& label, bool primary) {
    ui.fonts.need(label);
    float const room = ImGui::GetContentRegionAvail().x - 2 * ImGui::GetStyle().FramePadding.x;
    std::string words;
    for (auto const& line : ui.lines.of(shown_part(label), room))
        words += (words.empty() ? "" : "\n") + line;
    if (primary) {
        ImGui::PushStyleColor(ImGuiCol_Button, ui.theme.accent);
        ImGui::PushStyleColor(ImGuiCol_ButtonHovered, ui.theme.accent_over);
        ImGui::PushStyleColor(ImGuiCol_ButtonActive, ui.theme.soft);
        ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.on_accent);
    }
    bool const chosen = ImGui::Button((words + "###" + label).c_str());
    if (primary) ImGui::PopStyleColor(4);
    note_last(label);
    return chosen;
}

void beside(Ui& ui, std::string const& label) {
    auto const shown = shown_part(label);
    ui.fonts.need(shown);
    auto const& style = ImGui::GetStyle();
    float const width = ImGui::CalcTextSize(shown.c_str()).x + 2 * style.FramePadding.x;
    float const right = ImGui::GetItemRectMax().x + style.ItemSpacing.x;
    float const edge = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    if (right + width <= edge) ImGui::SameLine();
}

bool nav_entry(Ui& ui, std::string const& label, bool chosen, Mark mark) {
    ui.fonts.need(label);
    auto const start = ImGui::GetCursorPos();
    float const height = ImGui::GetTextLineHeight() + unit() * 1.5F;
    ImGui::PushID(label.c_str());
    bool const pressed = ImGui::Selectable("##entry", chosen, 0, {0, height});
    auto const min = ImGui::GetItemRectMin();
    auto const max = ImGui::GetItemRectMax();
    auto const after = ImGui::GetCursorPos();
    if (chosen) {
        ImGui::GetWindowDrawList()->AddRectFilled({min.x, min.y}, {min.x + unit() / 2, max.y},
                                                  colour(ui.theme.accent));
    }
    ImGui::SetCursorPos({start.x + unit() * 1.5F, start.y + unit() * 0.75F});
    mark_shape(ui, mark);
    ImGui::PushFont(chosen ? ui.fonts.bold() : ui.fonts.body());
    ImGui::TextUnformatted(label.c_str());
    note_item(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true);
    ImGui::PopFont();
    ImGui::SetCursorPos(after);
    ImGui::Dummy({0, 0});
    ImGui::PopID();
    return pressed;
}

bool link(Ui& ui, std::string const& label) {
    auto const words = shown_part(label);
    ui.fonts.need(words);
    auto const& lines = ui.lines.of(words, ImGui::GetContentRegionAvail().x - unit());
    auto const start = ImGui::GetCursorScreenPos();
    float const line = ImGui::GetTextLineHeight();
    float const height = line * static_cast<float>(lines.size()) + unit() / 2;
    bool const pressed = ImGui::Selectable(("##" + label).c_str(), false, 0, {0, height});
    float y = start.y + unit() / 4;
    float right = start.x;
    for (auto const& part : lines) {
        ImGui::GetWindowDrawList()->AddText({start.x, y}, colour(ui.theme.accent), part.data(),
                                            part.data() + part.size());
        right = std::max(right, start.x + ImGui::CalcTextSize(part.c_str()).x);
        y += line;
    }
    note_item(label, start, {right, start.y + height}, true);
    return pressed;
}

bool checkbox(Ui& ui, std::string const& label, bool& value) {
    bool const pressed = line_to_choose(ui, label, value, false);
    if (pressed) value = !value;
    return pressed;
}

bool choice(Ui& ui, std::string const& label, bool chosen) {
    return line_to_choose(ui, label, chosen, true);
}

bool number_field(Ui& ui, std::string const& label, std::string const& unit_name, double& value) {
    field_label(ui, label);
    ui.fonts.need(unit_name);
    ImGui::PushID(label.c_str());
    constexpr float kWidth = 16;  // in steps of the grid
    ImGui::SetNextItemWidth(unit() * kWidth);
    bool const changed = ImGui::InputDouble("##value", &value, 0, 0, "%.6g");
    note_item(label + " =", ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true);
    ImGui::PopID();
    ImGui::SameLine();
    text(ui, unit_name, Tone::soft);
    return changed;
}

bool text_field(Ui& ui, std::string const& label, std::string& value) {
    field_label(ui, label);
    ui.fonts.need(value);
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    bool const changed = ImGui::InputText(("##" + label).c_str(), &value);
    note_last(label + " =");
    return changed;
}

}  // namespace rigcheck::gui
