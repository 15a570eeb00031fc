#include "wizard/gui/board.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {

void overview_page(Ui& ui, App& app) {
    auto const& screen = app.shown().overview;
    if (!screen.machine.empty()) text(ui, screen.machine, Tone::soft);
    card(ui, screen.worst, [&] { marked_text(ui, screen.worst, screen.verdict); });
    draw_board(ui, screen);
    if (!screen.first.empty()) heading(ui, _("What matters most"));
    for (auto const& finding : screen.first) finding_card(ui, app, finding);
    auto const rest = static_cast<std::size_t>(screen.summary.critical + screen.summary.warning +
                                               screen.summary.notice) -
                      screen.first.size();
    if (rest > 0)
        text(ui, fill_in(_("And {} more, on the pages marked on the left."), rest), Tone::soft);
    ask_for_rights(ui, app, "memory");
    if (!app.snapshot().gaps.empty()) {
        heading(ui, _("Could not be read"));
        for (auto const& gap : app.snapshot().gaps) {
            marked_text(ui, Mark::unknown, gap.what, Size::body);
            if (!gap.remedy.empty()) text(ui, gap.remedy, Tone::soft);
        }
    }
}

}  // namespace rigcheck::gui
