#include <algorithm>

#include "wizard/gui/items.hpp"
#include "wizard/gui/widgets.hpp"

namespace rigcheck::gui {
namespace {

enum class Shape { box, circle };

// The shape says by its form, not by a colour, whether it is chosen.
void draw_shape(Ui& ui, Shape shape, bool chosen, ImVec2 at, float size) {
    auto* const list = ImGui::GetWindowDrawList();
    auto const ink = colour(chosen ? ui.theme.accent : ui.theme.soft);
    float const line = std::max(1.0F, size * 0.1F);
    ImVec2 const end{at.x + size, at.y + size};
    ImVec2 const centre{at.x + size / 2, at.y + size / 2};
    if (shape == Shape::circle) {
        list->AddCircle(centre, size / 2, ink, 0, line);
        if (chosen) list->AddCircleFilled(centre, size * 0.28F, ink);
        return;
    }
    if (!chosen) {
        list->AddRect(at, end, ink, size * 0.15F, 0, line);
        return;
    }
    list->AddRectFilled(at, end, ink, size * 0.15F);
    std::vector<ImVec2> const tick{{at.x + size * 0.22F, centre.y},
                                   {at.x + size * 0.42F, at.y + size * 0.72F},
                                   {at.x + size * 0.8F, at.y + size * 0.28F}};
    list->AddPolyline(tick.data(), static_cast<int>(tick.size()), colour(ui.theme.on_accent), 0,
                      size * 0.14F);
}

// A whole line that can be chosen: the shape, then the words, wrapped behind it.
bool choice_row(Ui& ui, std::string const& label, Shape shape, bool chosen) {
    auto const words = label.substr(0, label.find("##"));
    ui.fonts.need(words);
    float const line = ImGui::GetTextLineHeight();
    float const box = line * 0.9F;
    float const indent = box + unit();
    float const width = ImGui::GetContentRegionAvail().x;
    auto const& lines = ui.lines.of(words, width - indent);
    float const height = line * static_cast<float>(std::max<std::size_t>(lines.size(), 1));
    auto const at = ImGui::GetCursorScreenPos();
    bool const pressed = ImGui::Selectable(("##" + label).c_str(), false, 0, {width, height});
    draw_shape(ui, shape, chosen, {at.x, at.y + (line - box) / 2}, box);
    float y = at.y;
    for (auto const& part : lines) {
        ImGui::GetWindowDrawList()->AddText({at.x + indent, y}, colour(ui.theme.ink), part.data(),
                                            part.data() + part.size());
        y += line;
    }
    note_item(label, at, {at.x + width, at.y + height}, true, ImGui::IsItemFocused());
    return pressed;
}

// Square, so that the numbers of several steppers stand below each other.
bool small_button(std::string const& label, bool possible) {
    float const side = ImGui::GetFrameHeight();
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, ImGui::GetStyle().FramePadding.y});
    ImGui::BeginDisabled(!possible);
    bool const pressed = ImGui::Button(label.c_str(), {side, side});
    ImGui::EndDisabled();
    ImGui::PopStyleVar();
    note_item(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true,
              ImGui::IsItemFocused());
    return pressed;
}

// In the middle of a square.
void small_number(Ui& ui, int number) {
    auto const digits = std::to_string(number);
    ImGui::PushFont(number > 0 ? ui.fonts.bold() : ui.fonts.body());
    float const gap = (ImGui::GetFrameHeight() - ImGui::CalcTextSize(digits.c_str()).x) / 2;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + gap);
    ImGui::TextUnformatted(digits.c_str());
    ImGui::PopFont();
}

}  // namespace

bool checkbox(Ui& ui, std::string const& label, bool ticked) {
    return choice_row(ui, label, Shape::box, ticked);
}

bool choice(Ui& ui, std::string const& label, bool chosen) {
    return choice_row(ui, label, Shape::circle, chosen);
}

bool stepper(Ui& ui, std::string const& id, std::string const& label, int& value, int least,
             int most) {
    int const before = value;
    float const field = ImGui::GetFrameHeight();
    auto const spacing = ImGui::GetStyle().ItemSpacing;
    auto const start = ImGui::GetCursorPos();
    if (small_button("-##" + id, value > least)) --value;
    ImGui::SameLine();
    small_number(ui, value);
    ImGui::SameLine();
    ImGui::SetCursorPosX(start.x + 2 * (field + spacing.x));
    if (small_button("+##" + id, value < most)) ++value;
    ImGui::SameLine(0, unit() * 1.5F);
    text(ui, label, value > 0 ? Tone::ink : Tone::soft);
    ImGui::SetCursorPos({start.x, std::max(ImGui::GetCursorPosY() - spacing.y, start.y + field)});
    ImGui::Dummy({0, 0});
    return value != before;
}

}  // namespace rigcheck::gui
