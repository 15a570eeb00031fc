#pragma once

#include "wizard/gui/widgets.hpp"

// What drawings of the machine are made of.
namespace rigcheck::gui {

// Words inside a box, wrapped at its right edge. Gives where the next words begin.
float box_label(Ui& ui, ImVec2 at, float right, std::string const& words, ImVec4 const& ink);
// An empty box has an edge alone.
void draw_box(Ui& ui, ImVec2 min, ImVec2 max, Mark mark, bool filled);
void corner_mark(Ui& ui, ImVec2 at, Mark mark);

// Where the i-th of equal boxes stands when so many fit side by side.
struct Grid {
    int columns = 1;
    ImVec2 start, cell;  // the size of a cell with the room behind it

    ImVec2 at(std::size_t i) const {
        auto const index = static_cast<int>(i);
        return {start.x + cell.x * static_cast<float>(index % columns),
                start.y + cell.y * static_cast<float>(index / columns)};
    }
    float height(std::size_t count) const {
        auto const rows = (static_cast<int>(count) + columns - 1) / columns;
        return cell.y * static_cast<float>(rows);
    }
};
// From the cursor on, as wide as the room; each at least `least` wide, at most `most` in a row. How
// high a cell is the caller says.
Grid grid_here(std::size_t count, float least, int most);

}  // namespace rigcheck::gui
