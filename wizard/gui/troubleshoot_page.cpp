#include "checklists/guides/walk.hpp"
#include "wizard/gui/lamps.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/gui/step.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

// A board with a display of two digits: what its code stands for, and which answer that is.
void look_up_code(Ui& ui, App& app, StepScreen const& screen) {
    if (screen.codes.empty()) return;
    text_field(ui, _("A code that the board shows"), app.code);
    auto const meant = code_screen(screen, app.code);
    if (!meant) return;
    text(ui, meant->meaning, Tone::ink, Size::bold);
    text(ui, meant->about, Tone::soft);
    if (meant->choice)
        text(ui, fill_in(_("That is the answer: {}"), screen.choices.at(*meant->choice).text));
    else if (meant->known)
        text(ui, _("None of these answers is meant by it; it passes by, or look in the manual."));
}

void end_card(Ui& ui, EndScreen const& screen) {
    bool const fixed = screen.kind == guides::EndKind::fixed;
    card(ui, fixed ? Mark::fine : Mark::notice, [&] {
        text(ui, screen.text, Tone::ink, Size::bold);
        if (!screen.suspect.empty())
            text(ui, fill_in(_("Suspect: {} ({})"), screen.suspect, screen.confidence));
        steps(ui, screen.actions);
    });
}

void step_card(Ui& ui, App& app, guides::Guide const& flow, guides::Place const& place,
               std::vector<guides::Given> const& given) {
    auto const screen =
        flow_step_screen(guides::all_guides(), place, given, app.seen_by(*place.guide));
    card(ui, Mark::none, [&] {
        say_step(ui, app, screen);
        look_up_code(ui, app, screen);
        for (auto const& answer : screen.choices) {
            bool const advised = screen.points_to == answer.id;
            bool const chosen = answer.lamp.empty() ? button(ui, answer.text, advised)
                                                    : lamp_choice(ui, answer.lamp, answer.text);
            if (chosen) give_answer(app, flow.id, *place.guide, place.step->id, answer.id);
        }
        if (button(ui, _("I cannot tell, or cannot do that")))
            give_answer(app, flow.id, *place.guide, place.step->id, guides::kUnsure);
    });
}

void tried(Ui& ui, guides::Guide const& flow, std::vector<guides::Given> const& given) {
    auto const rows = tried_rows(guides::all_guides(), flow, given);
    if (rows.empty()) return;
    heading(ui, _("Tried so far"));
    for (auto const& done : rows)
        row(ui, {done.mark + ". " + done.text, done.note}, 0.65F, Tone::soft);
}

}  // namespace

void troubleshoot_page(Ui& ui, App& app) {
    auto const* const flow = guides::find_guide(guides::all_guides(), app.flow);
    if (flow == nullptr) {
        text(ui, _("What does it do? Each of these leads step by step, the cheapest first."));
        list_guides(ui, app, guides::Kind::flow, app.flow);
        return;
    }
    say_guide(ui, *flow);
    auto const given = answers_to(app.session(), flow->id);
    auto const place = guides::locate(guides::all_guides(), *flow, given);
    if (place.end != nullptr)
        end_card(ui, end_screen(*place.end));
    else
        step_card(ui, app, *flow, place, given);
    if (ways_out(ui, app, flow->id)) app.flow.clear();
    tried(ui, *flow, given);
}

}  // namespace rigcheck::gui
