#pragma once

#include "wizard/gui/widgets.hpp"
#include "wizard/screens/postmortem.hpp"

// What the page "Black box" draws besides text.
namespace rigcheck::gui {

// The word for how sure a cause is, behind as many filled steps of three. Those that cannot be told
// apart stand on no step.
void how_sure(Ui& ui, SuspectCard const& cause);

// Moments on a line from top to bottom, each with its words and what was logged.
void draw_timeline(Ui& ui, std::vector<TimelineRow> const& rows);

// A sentence behind a dot, `depth` steps to the right.
void bullet(Ui& ui, std::string const& words, Tone tone = Tone::ink, int depth = 1);

}  // namespace rigcheck::gui
