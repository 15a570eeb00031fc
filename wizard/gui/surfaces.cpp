#include <algorithm>

#include "wizard/gui/widgets.hpp"

namespace rigcheck::gui {

void card(Ui& ui, Mark mark, std::function<void()> const& content) {
    auto* const list = ImGui::GetWindowDrawList();
    float const padding = unit() * 2;
    auto const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    // The paper is drawn after its content, when the height is known, and below it.
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    ImGui::SetCursorScreenPos({at.x + padding, at.y + padding});
    ImGui::BeginGroup();
    // The right edge of the content, for everything that wraps or stretches.
    float const right = ImGui::GetCursorPosX() + width - 2 * padding;
    ImGui::PushTextWrapPos(right);
    ImGui::PushItemWidth(width - 2 * padding);
    auto const region = ImGui::GetContentRegionAvail();
    ImGui::BeginTable("card", 1, ImGuiTableFlags_None,
                      {std::min(region.x, width - 2 * padding), 0});
    ImGui::TableNextColumn();
    content();
    ImGui::EndTable();
    ImGui::PopItemWidth();
    ImGui::PopTextWrapPos();
    ImGui::EndGroup();
    float const bottom = ImGui::GetItemRectMax().y + padding;
    list->ChannelsSetCurrent(0);
    ImVec2 const end{at.x + width, bottom};
    list->AddRectFilled(at, end, colour(ui.theme.card), unit() / 2);
    list->AddRect(at, end, colour(ui.theme.line), unit() / 2);
    if (mark != Mark::none)
        list->AddRectFilled(at, {at.x + unit() / 2, bottom}, colour(ui.theme.of(mark)), unit() / 4);
    list->ChannelsMerge();
    ImGui::SetCursorScreenPos({at.x, bottom + unit()});
    ImGui::Dummy({0, 0});
}

void bar(Ui& ui, std::string const& label, double share, std::string const& value, Mark mark) {
    text(ui, label + ": " + value);
    float const width = ImGui::GetContentRegionAvail().x;
    auto const at = ImGui::GetCursorScreenPos();
    float const height = unit();
    auto* const list = ImGui::GetWindowDrawList();
    float const filled = width * static_cast<float>(std::clamp(share, 0.0, 1.0));
    list->AddRectFilled(at, {at.x + width, at.y + height}, colour(ui.theme.panel), height / 2);
    list->AddRectFilled(at, {at.x + std::max(filled, height), at.y + height},
                        colour(mark == Mark::none ? ui.theme.accent : ui.theme.of(mark)),
                        height / 2);
    ImGui::Dummy({width, height});
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

}  // namespace rigcheck::gui
