#include <fmt/format.h>

#include "checklists/guides/checklist.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/gui/step.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

guides::Item const* chosen_item(App const& app, std::vector<guides::Item> const& items) {
    for (auto const& item : items) {
        if (item.step->id == app.item) return &item;
    }
    return next_item(items);
}

Mark mark_of_state(guides::ItemState state) {
    switch (state) {
        case guides::ItemState::done:
            return Mark::fine;
        case guides::ItemState::trouble:
            return Mark::warning;
        default:
            return Mark::none;
    }
}

void item_card(Ui& ui, App& app, guides::Guide const& checklist,
               std::vector<guides::Item> const& items, guides::Item const& item) {
    auto const screen = item_screen(checklist, items, item);
    auto const give = [&](std::string_view answer) {
        give_answer(app, checklist.id, checklist, item.step->id, answer);
    };
    card(ui, Mark::none, [&] {
        say_step(ui, app, screen);
        if (button(ui, _("Done"), true)) give(guides::kDone);
        beside(ui, _("Not as expected"));
        if (button(ui, _("Not as expected"))) give(guides::kTrouble);
        beside(ui, _("Skip"));
        if (button(ui, _("Skip"))) give(guides::kSkipped);
        if (screen.trouble.empty() || item.state != guides::ItemState::trouble) return;
        auto const& flow = *guides::find_guide(guides::all_guides(), screen.trouble);
        auto const label = fill_in(_("There is a list for that: {}"), translate(flow.title));
        if (button(ui, label, true)) app.follow(flow.id);
    });
}

void item_list(Ui& ui, App& app, std::vector<guides::Item> const& items) {
    auto const rows = checklist_rows(items);
    for (std::size_t i = 0; i < rows.size() && i < items.size(); ++i) {
        mark_shape(ui, mark_of_state(items[i].state));
        auto const words = fmt::format("{}. {}: {}", i + 1, rows[i].mark, rows[i].text);
        if (link(ui, words)) app.item = items[i].step->id;
        if (!rows[i].note.empty()) text(ui, rows[i].note, Tone::soft);
    }
}

}  // namespace

void guides_page(Ui& ui, App& app) {
    auto const* const checklist = guides::find_guide(guides::all_guides(), app.checklist);
    if (checklist == nullptr) {
        list_guides(ui, app, guides::Kind::checklist, app.checklist);
        return;
    }
    say_guide(ui, *checklist);
    // A copy: an answer given in this picture changes the session, and the items point into it.
    auto const given = answers_to(app.session(), checklist->id);
    auto const items = items_of(*checklist, given, app.seen_by(*checklist));
    if (auto const* const item = chosen_item(app, items))
        item_card(ui, app, *checklist, items, *item);
    else
        card(ui, Mark::fine, [&] { marked_text(ui, Mark::fine, _("Every item has an answer.")); });
    if (ways_out(ui, app, checklist->id)) app.checklist.clear();
    heading(ui, _("All items"));
    item_list(ui, app, items);
}

}  // namespace rigcheck::gui
