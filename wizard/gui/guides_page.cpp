#include <fmt/format.h>

#include "checklists/guides/checklist.hpp"
#include "probe/utc_now.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"
#include "wizard/screens/guide.hpp"

namespace rigcheck::gui {
namespace {

using namespace guides;

void give(App& app, Guide const& guide, std::string const& step, std::string_view answer) {
    app.answer({.guide = guide.id,
                .step = step,
                .answer = std::string(answer),
                .note = {},
                .at = utc_now()});
}

// What a step says, the same for both kinds.
void say_step(Ui& ui, App& app, StepScreen const& screen) {
    auto const part = [&](std::string const& label, std::string const& words) {
        if (!words.empty()) text(ui, label + ": " + words);
    };
    text(ui, screen.progress + (screen.minutes.empty() ? "" : ", " + screen.minutes), Tone::soft);
    text(ui, screen.text, Tone::ink, Size::bold);
    part(_("Why"), screen.why);
    part(_("You should see"), screen.expect);
    std::string tools;
    for (auto const& tool : screen.tools) tools += (tools.empty() ? "" : ", ") + tool;
    part(_("You need"), tools);
    if (!screen.risk.empty()) marked_text(ui, Mark::warning, screen.risk, Size::body);
    part(_("To undo it"), screen.undo);
    for (auto const& seen : screen.seen) {
        auto const mark = seen.state == State::fail   ? Mark::warning
                          : seen.state == State::pass ? Mark::fine
                                                      : Mark::unknown;
        marked_text(ui, mark, fill_in(_("rigcheck sees: {}"), seen.text), Size::body);
    }
    if (!screen.said.empty()) text(ui, screen.said, Tone::soft);
    if (screen.isolate && button(ui, page_title(Page::isolate) + "##step", true))
        app.page = Page::isolate;
}

// Back, start again, and out.
void ways_out(Ui& ui, App& app) {
    ImGui::Dummy({0, unit()});
    if (button(ui, _("Take the last answer back"))) app.take_back();
    ImGui::SameLine();
    if (button(ui, _("Start again"))) app.start_again();
    ImGui::SameLine();
    if (button(ui, _("All guides"))) app.guide.clear();
}

void tried(Ui& ui, App const& app, Guide const& flow) {
    auto const rows = tried_rows(all_guides(), flow, answers_to(app.session(), flow.id));
    if (rows.empty()) return;
    heading(ui, _("Tried so far"));
    for (auto const& done : rows)
        row(ui, {done.mark + ". " + done.text, done.note}, 0.65F, Tone::soft);
}

void flow_page(Ui& ui, App& app, Guide const& flow) {
    auto const& given = answers_to(app.session(), flow.id);
    auto const place = locate(all_guides(), flow, given);
    if (place.end != nullptr) {
        auto const screen = end_screen(*place.end);
        bool const fixed = screen.kind == EndKind::fixed;
        card(ui, fixed ? Mark::fine : Mark::notice, [&] {
            text(ui, screen.text, Tone::ink, Size::bold);
            if (!screen.suspect.empty())
                text(ui, fill_in(_("Suspect: {} ({})"), screen.suspect, screen.confidence));
            int number = 0;
            for (auto const& action : screen.actions)
                text(ui, fmt::format("{}. {}", ++number, action));
        });
    } else {
        auto const screen = flow_step_screen(all_guides(), place, given, app.seen_by(*place.guide));
        card(ui, Mark::none, [&] {
            say_step(ui, app, screen);
            for (auto const& choice : screen.choices) {
                bool const advised = screen.points_to == choice.id;
                if (button(ui, choice.text, advised))
                    give(app, *place.guide, place.step->id, choice.id);
            }
            if (button(ui, _("I cannot tell, or cannot do that")))
                give(app, *place.guide, place.step->id, kUnsure);
        });
    }
    ways_out(ui, app);
    tried(ui, app, flow);
}

Item const* chosen_item(App const& app, std::vector<Item> const& items) {
    for (auto const& item : items) {
        if (item.step->id == app.item) return &item;
    }
    return next_item(items);
}

void checklist_page(Ui& ui, App& app, Guide const& checklist) {
    auto const items =
        items_of(checklist, answers_to(app.session(), checklist.id), app.seen_by(checklist));
    if (auto const* const item = chosen_item(app, items)) {
        auto const screen = item_screen(checklist, items, *item);
        card(ui, Mark::none, [&] {
            say_step(ui, app, screen);
            if (button(ui, _("Done"), true)) give(app, checklist, item->step->id, kDone);
            ImGui::SameLine();
            if (button(ui, _("Not as expected"))) give(app, checklist, item->step->id, kTrouble);
            ImGui::SameLine();
            if (button(ui, _("Skip"))) give(app, checklist, item->step->id, kSkipped);
            if (!screen.trouble.empty() && item->state == ItemState::trouble) {
                auto const& flow = *find_guide(all_guides(), screen.trouble);
                if (button(ui, fill_in(_("There is a list for that: {}"), translate(flow.title)),
                           true))
                    app.guide = flow.id;
            }
        });
    } else {
        card(ui, Mark::fine, [&] { marked_text(ui, Mark::fine, _("Every item has an answer.")); });
    }
    ways_out(ui, app);
    auto const rows = checklist_rows(items);
    for (std::size_t i = 0; i < rows.size() && i < items.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        auto const mark = items[i].state == ItemState::done      ? Mark::fine
                          : items[i].state == ItemState::trouble ? Mark::warning
                                                                 : Mark::none;
        marked_text(ui, mark, fmt::format("{}. {}: {}", i + 1, rows[i].mark, rows[i].text),
                    Size::body);
        if (!rows[i].note.empty()) text(ui, rows[i].note, Tone::soft);
        if (button(ui, fill_in(_("Go to item {}"), i + 1))) app.item = items[i].step->id;
        ImGui::PopID();
    }
}

void list_guides(Ui& ui, App& app, Kind kind) {
    for (auto const& guide : all_guides()) {
        if (guide.kind != kind) continue;
        card(ui, Mark::none, [&] {
            if (button(ui, translate(guide.title), app.session().last_guide == guide.id))
                app.guide = guide.id;
            text(ui, translate(guide.summary), Tone::soft);
        });
    }
}

}  // namespace

void guides_page(Ui& ui, App& app) {
    if (!app.session_error().empty())
        marked_text(ui, Mark::warning, app.session_error(), Size::body);
    auto const* const guide = find_guide(all_guides(), app.guide);
    if (guide == nullptr) {
        heading(ui, _("Something is wrong"));
        list_guides(ui, app, Kind::flow);
        heading(ui, _("Checklists"));
        list_guides(ui, app, Kind::checklist);
        return;
    }
    text(ui, translate(guide->title), Tone::ink, Size::bold);
    for (auto const& rule : guide->safety)
        marked_text(ui, Mark::warning, translate(rule), Size::body);
    if (guide->kind == Kind::flow)
        flow_page(ui, app, *guide);
    else
        checklist_page(ui, app, *guide);
}

}  // namespace rigcheck::gui
