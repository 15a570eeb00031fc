#pragma once

#include "wizard/gui/widgets.hpp"

namespace rigcheck::gui {

// The board as a picture: the processor, the DIMM slots beside it, the cards below with their
// lanes, each coloured and marked by what was found.
void draw_board(Ui& ui, OverviewScreen const& screen);

// The DIMM slots alone, larger, side by side as on the board.
void draw_dimms(Ui& ui, std::vector<SlotBox> const& slots, Mark mark);

}  // namespace rigcheck::gui
