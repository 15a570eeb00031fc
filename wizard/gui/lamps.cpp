#include "wizard/gui/lamps.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "wizard/gui/items.hpp"

namespace rigcheck::gui {
namespace {

struct Lamp {
    std::string_view id;
    char const* name;  // as it is printed on the board
};
constexpr std::array kLamps{Lamp{"cpu", "CPU"}, Lamp{"dram", "DRAM"}, Lamp{"vga", "VGA"},
                            Lamp{"boot", "BOOT"}};

// A lit lamp has rays, so that it is told by its shape as well.
void draw_lamp(Ui& ui, ImVec2 centre, float radius, bool lit) {
    auto* const list = ImGui::GetWindowDrawList();
    if (!lit) {
        list->AddCircle(centre, radius, colour(ui.theme.soft), 0, unit() / 5);
        return;
    }
    auto const ink = colour(ui.theme.warning);
    list->AddCircleFilled(centre, radius, ink);
    std::array<ImVec2, 8> const kRays{ImVec2{1, 0},        ImVec2{-1, 0},       ImVec2{0, 1},
                                      ImVec2{0, -1},       ImVec2{0.7F, 0.7F},  ImVec2{-0.7F, 0.7F},
                                      ImVec2{0.7F, -0.7F}, ImVec2{-0.7F, -0.7F}};
    for (auto const& ray : kRays) {
        float const from = radius * 1.4F;
        float const to = radius * 2.0F;
        list->AddLine({centre.x + ray.x * from, centre.y + ray.y * from},
                      {centre.x + ray.x * to, centre.y + ray.y * to}, ink, unit() / 4);
    }
}

}  // namespace

bool lamp_choice(Ui& ui, std::string const& lit, std::string const& words) {
    ui.fonts.need(words);
    float const line = ImGui::GetTextLineHeight();
    float const cell = unit() * 8;
    float const picture = cell * kLamps.size() + unit() * 2;
    float const left = picture + unit() * 2;
    auto const& lines = ui.lines.of(words, ImGui::GetContentRegionAvail().x - left - unit());
    auto const start = ImGui::GetCursorScreenPos();
    float const height =
        std::max(line * static_cast<float>(lines.size()), line + unit() * 4) + unit() * 2;
    bool const chosen = ImGui::Selectable(("##" + words).c_str(), false, 0, {0, height});
    auto* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled(start, {start.x + picture, start.y + height}, colour(ui.theme.panel),
                        unit() / 2);
    for (std::size_t i = 0; i < kLamps.size(); ++i) {
        float const x = start.x + unit() + cell * (static_cast<float>(i) + 0.5F);
        bool const is_lit = kLamps[i].id == lit;
        draw_lamp(ui, {x, start.y + unit() * 3}, unit(), is_lit);
        auto const size = ImGui::CalcTextSize(kLamps[i].name);
        list->AddText({x - size.x / 2, start.y + height - line - unit() / 2},
                      colour(is_lit ? ui.theme.ink : ui.theme.soft), kLamps[i].name);
    }
    float y = start.y + (height - line * static_cast<float>(lines.size())) / 2;
    float right = start.x + left;
    for (auto const& part : lines) {
        list->AddText({start.x + left, y}, colour(ui.theme.ink), part.data(),
                      part.data() + part.size());
        right = std::max(right, start.x + left + ImGui::CalcTextSize(part.c_str()).x);
        y += line;
    }
    note_item(words, start, {right, start.y + height}, true, ImGui::IsItemFocused());
    return chosen;
}

}  // namespace rigcheck::gui
