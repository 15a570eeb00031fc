#pragma once

#include "wizard/gui/app.hpp"
#include "wizard/gui/widgets.hpp"
#include "wizard/screens/guide.hpp"

// What the pages of checklists and of troubleshooting have in common.
namespace rigcheck::gui {

// What a step says, before its answers.
void say_step(Ui& ui, App& app, StepScreen const& screen);
// The title of a guide and what keeps the person safe.
void say_guide(Ui& ui, guides::Guide const& guide);
// All guides of a kind; true with the one that was chosen.
bool list_guides(Ui& ui, App const& app, guides::Kind kind, std::string& chosen);
// Take back, start again, all guides. True for the last one.
bool ways_out(Ui& ui, App& app, std::string const& walk);

void give_answer(App& app, std::string const& walk, guides::Guide const& guide,
                 std::string const& step, std::string_view answer);

}  // namespace rigcheck::gui
