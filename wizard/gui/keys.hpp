#pragma once

#include "wizard/gui/app.hpp"

// The keyboard, beyond what Dear ImGui does by itself (arrows walk, Space chooses).
namespace rigcheck::gui {

// Ctrl+Page Down and Ctrl+Page Up turn the pages, F5 reads again, Ctrl+O opens, Ctrl+S goes to the
// report, Ctrl+Q ends the program. F6 goes from the list of pages to the page and back; the right
// arrow leads into the page too.
void follow_keys(App& app);

// Enter chooses like Space. Before each frame, after the back-end's own beginning of it.
void let_enter_choose();

}  // namespace rigcheck::gui
