#pragma once

#include "wizard/gui/widgets.hpp"

namespace rigcheck::gui {

// The board's four lamps as they stand beside each other, one of them lit: "cpu", "dram", "vga",
// "boot". True when this picture was chosen.
bool lamp_choice(Ui& ui, std::string const& lit, std::string const& words);

}  // namespace rigcheck::gui
