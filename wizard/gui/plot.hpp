#pragma once

#include <deque>

#include "wizard/gui/history.hpp"
#include "wizard/gui/widgets.hpp"
#include "wizard/screens/end_curves.hpp"

namespace rigcheck::gui {

// What one sensor said over the last minutes. `now`: seconds of the right edge.
struct PlotLine {
    SensorRow const& row;
    std::deque<Sample> const& samples;
    double now = 0;
};

// As high as a line of text, without any words. True when it was chosen.
bool small_plot(Ui& ui, std::string const& label, PlotLine const& line, float width);
// With its least and greatest value, the believed limits and the time that it spans.
void large_plot(Ui& ui, PlotLine const& line);

// What the black box saw of one channel, from `from` seconds before its last record on: with name,
// values, limit and the time that it spans.
void end_plot(Ui& ui, EndCurve const& curve, double from);

}  // namespace rigcheck::gui
