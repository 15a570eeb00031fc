#include <cmath>
#include <vector>

#include "wizard/gui/widgets.hpp"

namespace rigcheck::gui {
namespace {

// Corners of a regular polygon.
std::vector<ImVec2> polygon(ImVec2 centre, float radius, int corners, float turn) {
    constexpr float kFull = 6.2831853F;
    std::vector<ImVec2> points;
    points.reserve(static_cast<std::size_t>(corners));
    for (int i = 0; i < corners; ++i) {
        float const angle = turn + kFull * static_cast<float>(i) / static_cast<float>(corners);
        points.emplace_back(centre.x + radius * std::cos(angle),
                            centre.y + radius * std::sin(angle));
    }
    return points;
}

void letter(ImVec2 centre, ImU32 ink, char const* sign) {
    auto const size = ImGui::CalcTextSize(sign);
    ImGui::GetWindowDrawList()->AddText({centre.x - size.x / 2, centre.y - size.y / 2}, ink, sign);
}

// A stroke and a dot, in proportion to the shape around it.
void exclamation(ImVec2 centre, float radius, ImU32 ink) {
    auto* const list = ImGui::GetWindowDrawList();
    list->AddLine({centre.x, centre.y - radius * 0.5F}, {centre.x, centre.y + radius * 0.12F}, ink,
                  radius * 0.26F);
    list->AddCircleFilled({centre.x, centre.y + radius * 0.48F}, radius * 0.17F, ink);
}

void draw_mark(Ui& ui, Mark mark, ImVec2 centre, float radius) {
    auto* const list = ImGui::GetWindowDrawList();
    auto const ink = colour(ui.theme.of(mark));
    auto const paper = colour(ui.theme.card);
    constexpr float kUp = -1.5707963F;
    constexpr float kEighth = 0.3926991F;
    switch (mark) {
        case Mark::fine: {
            list->AddCircleFilled(centre, radius, ink);
            std::vector<ImVec2> const tick{{centre.x - radius * 0.45F, centre.y},
                                           {centre.x - radius * 0.1F, centre.y + radius * 0.4F},
                                           {centre.x + radius * 0.5F, centre.y - radius * 0.4F}};
            list->AddPolyline(tick.data(), static_cast<int>(tick.size()), paper, 0, radius * 0.28F);
            break;
        }
        case Mark::warning: {
            auto const shape =
                polygon({centre.x, centre.y + radius * 0.15F}, radius * 1.15F, 3, kUp);
            list->AddConvexPolyFilled(shape.data(), static_cast<int>(shape.size()), ink);
            exclamation({centre.x, centre.y + radius * 0.12F}, radius * 0.9F, paper);
            break;
        }
        case Mark::critical: {
            auto const shape = polygon(centre, radius * 1.05F, 8, kEighth);
            list->AddConvexPolyFilled(shape.data(), static_cast<int>(shape.size()), ink);
            exclamation(centre, radius, paper);
            break;
        }
        case Mark::notice:
            list->AddRectFilled({centre.x - radius, centre.y - radius},
                                {centre.x + radius, centre.y + radius}, ink, radius * 0.4F);
            letter(centre, paper, "i");
            break;
        case Mark::unknown:
            list->AddCircle(centre, radius, ink, 0, radius * 0.2F);
            letter(centre, ink, "?");
            break;
        case Mark::none:
            break;
    }
}

}  // namespace

void mark_shape(Ui& ui, Mark mark) {
    float const height = ImGui::GetTextLineHeight();
    auto const at = ImGui::GetCursorScreenPos();
    if (mark != Mark::none)
        draw_mark(ui, mark, {at.x + height / 2, at.y + height / 2}, height * 0.42F);
    ImGui::Dummy({height, height});
    ImGui::SameLine();
}

}  // namespace rigcheck::gui
