#pragma once

#include <functional>
#include <string>
#include <vector>

#include "wizard/gui/fonts.hpp"
#include "wizard/gui/lines.hpp"
#include "wizard/gui/theme.hpp"

// The small set that every screen is drawn with. Each says what it drew to items.hpp.
namespace rigcheck::gui {

// What drawing needs to know.
struct Ui {
    Theme const& theme;
    Fonts& fonts;
    Lines& lines;
};

enum class Tone { ink, soft, accent };
enum class Size { body, bold, title };

// Text, wrapped at the right edge; Chinese between any two characters.
void text(Ui& ui, std::string const& words, Tone tone = Tone::ink, Size size = Size::body);
// In a colour of its own, on one line.
void marked_text(Ui& ui, Mark mark, std::string const& words, Size size = Size::bold);

// A shape for each mark, so that nothing is said by colour alone: tick, question mark, i, triangle,
// octagon. As high as a line of text; the cursor stays on its line.
void mark_shape(Ui& ui, Mark mark);

// True when it was chosen, by mouse or keyboard. The label must be unique in its window; what
// stands behind ## is not shown, and what stands behind ### names it while its words change. Long
// ones take several lines.
bool button(Ui& ui, std::string const& label, bool primary = false);
// The next button stands on the line of the last one, where there is room for it.
void beside(Ui& ui, std::string const& label);
// A line of text that leads somewhere.
bool link(Ui& ui, std::string const& label);
// An entry of a list of pages.
bool nav_entry(Ui& ui, std::string const& label, bool chosen, Mark mark);
// One of several that may all be chosen; one of several of which one holds. True: pressed.
bool checkbox(Ui& ui, std::string const& label, bool ticked);
bool choice(Ui& ui, std::string const& label, bool chosen);
// A small number with a button on either side. True when it was changed. `id` names the buttons:
// "-##id" and "+##id".
bool stepper(Ui& ui, std::string const& id, std::string const& label, int& value, int least,
             int most);
// A number with its name above and its unit behind. True when it was changed.
bool number_field(Ui& ui, std::string const& label, std::string const& unit, double& value);
bool text_field(Ui& ui, std::string const& label, std::string& value);

// What `content` draws, on a sheet of paper with a coloured edge for its mark.
void card(Ui& ui, Mark mark, std::function<void()> const& content);
// Two columns, the first with that share of the width; below each other where the page is narrow.
void side_by_side(float first, std::function<void()> const& left,
                  std::function<void()> const& right);
void heading(Ui& ui, std::string const& words);
// "1. …", "2. …": what a person does, in this order.
void steps(Ui& ui, std::vector<std::string> const& lines);
// A row of a table: cells side by side, the first takes `first` of the width, the others share.
void row(Ui& ui, std::vector<std::string> const& cells, float first = 0.4F, Tone tone = Tone::ink);
// A share of the whole as a bar with its words.
void bar(Ui& ui, std::string const& label, double share, std::string const& value, Mark mark);

}  // namespace rigcheck::gui
