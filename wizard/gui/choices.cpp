#include "wizard/gui/choices.hpp"

#include <algorithm>

#include "wizard/gui/items.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck::gui {
namespace {

enum class Shape { box, circle };

double width_of_words(std::string_view words) {
    return ImGui::CalcTextSize(words.data(), words.data() + words.size()).x;
}

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

bool choice_row(Ui& ui, std::string const& label, Shape shape, bool chosen) {
    ui.fonts.need(label);
    float const line = ImGui::GetTextLineHeight();
    float const box = line * 0.9F;
    float const indent = box + unit();
    float const width = ImGui::GetContentRegionAvail().x;
    auto const lines = wrap_to(label, std::max(width - indent, 1.0F), width_of_words);
    float const height = line * static_cast<float>(std::max<std::size_t>(lines.size(), 1));
    auto const at = ImGui::GetCursorScreenPos();
    ImGui::PushID(label.c_str());
    bool const pressed = ImGui::Selectable("##choice", false, 0, {width, height});
    ImGui::PopID();
    draw_shape(ui, shape, chosen, {at.x, at.y + (line - box) / 2}, box);
    float y = at.y;
    for (auto const& words : lines) {
        ImGui::GetWindowDrawList()->AddText({at.x + indent, y}, colour(ui.theme.ink), words.data(),
                                            words.data() + words.size());
        y += line;
    }
    note_item(label, at, {at.x + width, at.y + height}, true);
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
    note_item(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true);
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

bool tick_row(Ui& ui, std::string const& label, bool ticked) {
    return choice_row(ui, label, Shape::box, ticked);
}

bool radio_row(Ui& ui, std::string const& label, bool chosen) {
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

void beside_if_room(Ui& ui, std::string const& label) {
    ui.fonts.need(label);
    float const needed = ImGui::CalcTextSize(label.c_str(), nullptr, true).x +
                         2 * ImGui::GetStyle().FramePadding.x + ImGui::GetStyle().ItemSpacing.x;
    float const right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    if (ImGui::GetItemRectMax().x + needed <= right) ImGui::SameLine();
}

void side_by_side(float first, std::function<void()> const& left,
                  std::function<void()> const& right) {
    constexpr float kLeastWidth = 100;  // in steps of the grid
    if (ImGui::GetContentRegionAvail().x < unit() * kLeastWidth) {
        left();
        right();
    } else if (ImGui::BeginTable("columns", 2)) {
        ImGui::TableSetupColumn("left", ImGuiTableColumnFlags_WidthStretch, first);
        ImGui::TableSetupColumn("right", ImGuiTableColumnFlags_WidthStretch, 1 - first);
        ImGui::TableNextColumn();
        left();
        ImGui::TableNextColumn();
        right();
        ImGui::EndTable();
    }
}

void numbered_list(Ui& ui, std::vector<std::string> const& lines) {
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

}  // namespace rigcheck::gui
