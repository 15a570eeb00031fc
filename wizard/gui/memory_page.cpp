#include "wizard/gui/board.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {

void memory_page(Ui& ui, App& app) {
    auto const& overview = app.shown().overview;
    draw_dimms(ui, overview.dimms, overview.moves, overview.memory);
    bool const asked = ask_for_rights(ui, app, Page::memory);
    if (overview.dimms.empty() && !asked)
        text(ui, _("The firmware offers no list of RAM slots here."), Tone::soft);
    fault_cards(ui, app, Page::memory);
    finding_lists(ui, app, Page::memory);
}

}  // namespace rigcheck::gui
