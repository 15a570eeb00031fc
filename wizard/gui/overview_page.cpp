#include <algorithm>

#include "wizard/gui/board.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/finding_lines.hpp"

namespace rigcheck::gui {
namespace {

// The most important faults, then those that no other page is about.
void show_faults(Ui& ui, App& app) {
    auto const& first = app.shown().overview.first;
    if (!first.empty()) heading(ui, _("What matters most"));
    for (auto const& finding : first) finding_card(ui, app, finding);
    auto const is_first = [&](Finding const& finding) {
        return std::any_of(first.begin(), first.end(), [&](Finding const& shown) {
            return shown.id == finding.id && shown.subject == finding.subject;
        });
    };
    std::size_t elsewhere = 0;
    auto const own = findings_of(app, Page::overview);
    for (auto const* fault : faults_of(app.findings())) {
        if (is_first(*fault)) continue;
        if (std::find(own.begin(), own.end(), fault) == own.end())
            ++elsewhere;
        else
            finding_card(ui, app, *fault);
    }
    if (elsewhere > 0)
        text(ui, fill_in(_("And {} more, on the pages marked on the left."), elsewhere),
             Tone::soft);
}

void show_gaps(Ui& ui, std::vector<Gap> const& gaps) {
    if (gaps.empty()) return;
    heading(ui, _("Could not be read"));
    for (auto const& gap : gaps) {
        mark_shape(ui, Mark::unknown);
        text(ui, gap_text(gap), Tone::soft);
    }
}

}  // namespace

void overview_page(Ui& ui, App& app) {
    auto const& screen = app.shown().overview;
    if (!screen.machine.empty()) text(ui, screen.machine, Tone::soft);
    card(ui, screen.worst, [&] { marked_text(ui, screen.worst, screen.verdict); });
    draw_board(ui, screen);
    show_faults(ui, app);
    ask_for_rights(ui, app, Page::overview);
    finding_lists(ui, app, Page::overview);
    show_gaps(ui, app.snapshot().gaps);
}

}  // namespace rigcheck::gui
