#pragma once

#include "wizard/gui/widgets.hpp"

// What forms are made of, beside the buttons and fields of widgets.hpp. Long words wrap.
namespace rigcheck::gui {

// One of several that may all be chosen; one of several that exclude each other. True: pressed.
bool tick_row(Ui& ui, std::string const& label, bool ticked);
bool radio_row(Ui& ui, std::string const& label, bool chosen);

// A small number with a button on either side. True when it was changed. `id` names the buttons:
// "-##id" and "+##id".
bool stepper(Ui& ui, std::string const& id, std::string const& label, int& value, int least,
             int most);

// The next button of that label stands beside the last item if there is room, else below.
void beside_if_room(Ui& ui, std::string const& label);

// Two columns, the first with that share of the width; below each other where the page is narrow.
void side_by_side(float first, std::function<void()> const& left,
                  std::function<void()> const& right);

// What is to be done, numbered; the words wrap behind their numbers.
void numbered_list(Ui& ui, std::vector<std::string> const& lines);

}  // namespace rigcheck::gui
