#pragma once

#include "wizard/gui/widgets.hpp"

namespace rigcheck::gui {

// The board as a picture: the processor, the DIMM slots beside it, the cards below with their
// lanes, each coloured and marked by what was found.
void draw_board(Ui& ui, OverviewScreen const& screen);

// The DIMM slots alone, side by side as on the board, with an arrow for each stick that moves.
void draw_dimms(Ui& ui, std::vector<SlotBox> const& slots, std::vector<SlotMove> const& moves,
                Mark mark);

}  // namespace rigcheck::gui
