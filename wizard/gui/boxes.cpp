#include "wizard/gui/boxes.hpp"

#include <algorithm>

#include "wizard/gui/items.hpp"

namespace rigcheck::gui {

float box_label(Ui& ui, ImVec2 at, float right, std::string const& words, ImVec4 const& ink) {
    ui.fonts.need(words);
    float y = at.y;
    for (auto const& line : ui.lines.of(words, right - at.x)) {
        ImGui::GetWindowDrawList()->AddText({at.x, y}, colour(ink), line.data(),
                                            line.data() + line.size());
        y += ImGui::GetTextLineHeight();
    }
    note_item(words, at, {right, y}, false);
    return y;
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

Grid grid_here(std::size_t count, float least, int most) {
    float const width = ImGui::GetContentRegionAvail().x;
    auto const fitting = static_cast<int>(width / least);
    auto const columns = std::max(1, std::min({fitting, static_cast<int>(count), most}));
    return {.columns = columns,
            .start = ImGui::GetCursorScreenPos(),
            .cell = {width / static_cast<float>(columns), 0}};
}

}  // namespace rigcheck::gui
