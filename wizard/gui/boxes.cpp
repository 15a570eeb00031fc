#include "wizard/gui/boxes.hpp"

#include <algorithm>

#include "wizard/gui/items.hpp"

namespace rigcheck::gui {

void box_label(Ui& ui, ImVec2 min, ImVec2 max, std::string const& words, ImVec4 const& ink) {
    ui.fonts.need(words);
    float y = min.y;
    float const height = ImGui::GetTextLineHeight();
    for (auto const& line : ui.lines.of(words, max.x - min.x)) {
        if (y + height > max.y + 1) break;
        ImGui::GetWindowDrawList()->AddText({min.x, y}, colour(ink), line.data(),
                                            line.data() + line.size());
        y += height;
    }
    note_item(words, min, {max.x, std::min(y, max.y)}, false);
}

void draw_box(Ui& ui, ImVec2 min, ImVec2 max, Mark mark, bool filled) {
    auto* const list = ImGui::GetWindowDrawList();
    auto const edge = mark == Mark::none ? ui.theme.line : ui.theme.of(mark);
    if (filled) list->AddRectFilled(min, max, colour(ui.theme.card), unit() / 2);
    list->AddRect(min, max, colour(edge), unit() / 2, 0,
                  mark >= Mark::notice ? unit() / 3 : unit() / 6);
}

void corner_mark(Ui& ui, ImVec2 at, Mark mark) {
    auto const cursor = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(at);
    mark_shape(ui, mark);
    ImGui::SetCursorScreenPos(cursor);
}

Grid grid_here(std::size_t count, float least, int most, float height) {
    float const width = ImGui::GetContentRegionAvail().x;
    auto const fitting = static_cast<int>(width / least);
    auto const columns = std::max(1, std::min({fitting, static_cast<int>(count), most}));
    return {.columns = columns,
            .start = ImGui::GetCursorScreenPos(),
            .cell = {width / static_cast<float>(columns), height + unit()}};
}

}  // namespace rigcheck::gui
