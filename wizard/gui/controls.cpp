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
    note_item(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true,
              ImGui::IsItemFocused());
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
    // A button whose words change keeps the keyboard when its label has a ### of its own.
    auto const own = label.find("###");
    auto const id = own == std::string::npos ? "###" + label : label.substr(own);
    bool const chosen = ImGui::Button((words + id).c_str());
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
    float const line = ImGui::GetTextLineHeight();
    float const indent = unit() * 1.5F + line + ImGui::GetStyle().ItemSpacing.x;
    float const room = ImGui::GetContentRegionAvail().x - indent;
    ImGui::PushFont(chosen ? ui.fonts.bold() : ui.fonts.body());
    auto const& lines = ui.lines.of(label, room);
    ImGui::PopFont();
    float const height = line * static_cast<float>(lines.size()) + unit() * 1.5F;
    bool const pressed = ImGui::Selectable(("##" + label).c_str(), chosen, 0, {0, height});
    bool const focused = ImGui::IsItemFocused();
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
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, 0});
    ImGui::BeginGroup();
    for (auto const& words : lines)
        ImGui::TextUnformatted(words.data(), words.data() + words.size());
    ImGui::EndGroup();
    ImGui::PopStyleVar();
    note_item(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true, focused);
    ImGui::PopFont();
    ImGui::SetCursorPos(after);
    ImGui::Dummy({0, 0});
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
    note_item(label, start, {right, start.y + height}, true, ImGui::IsItemFocused());
    return pressed;
}

bool number_field(Ui& ui, std::string const& label, std::string const& unit_name, double& value) {
    field_label(ui, label);
    ui.fonts.need(unit_name);
    ImGui::PushID(label.c_str());
    constexpr float kWidth = 16;  // in steps of the grid
    ImGui::SetNextItemWidth(unit() * kWidth);
    bool const changed = ImGui::InputDouble("##value", &value, 0, 0, "%.6g");
    note_item(label + " =", ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true,
              ImGui::IsItemFocused());
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
