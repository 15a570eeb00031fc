#include <fmt/format.h>

#include <cmath>

#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

using isolation::Outcome;
using isolation::Phase;

// What a click asks for. Done after the page is drawn, since it changes what the page shows.
using Wish = std::function<void(IsolateDesk&)>;

Mark mark_of(Phase phase) {
    switch (phase) {
        case Phase::proven:
        case Phase::named:
        case Phase::socket:
        case Phase::core:
            return Mark::warning;
        case Phase::reseated:
            return Mark::fine;
        case Phase::sum_of_loads:
            return Mark::notice;
        case Phase::not_worth_it:
            return Mark::unknown;
        default:
            return Mark::none;
    }
}

// The try is saved already; this is more detail.
void ask_seconds(Ui& ui, IsolateDesk const& desk, Wish& wish) {
    if (!desk.asks_seconds()) return;
    card(ui, Mark::notice, [&] {
        double seconds = desk.seconds;
        marked_text(ui, Mark::notice, _("The failure is noted."), Size::body);
        if (number_field(ui, _("After how many seconds? (0 if you do not know)"), "s", seconds))
            wish = [seconds](IsolateDesk& on) { on.seconds = seconds; };
        if (!desk.seconds_fit())
            marked_text(ui, Mark::warning,
                        fill_in(_("Expected: {}"),
                                fill_in(_("a number from 0 to {}"), IsolateDesk::kMostSeconds)),
                        Size::body);
        if (button(ui, _("Note the seconds"))) wish = [](IsolateDesk& on) { on.note_seconds(); };
        beside(ui, _("Skip"));
        if (button(ui, _("Skip"))) wish = [](IsolateDesk& on) { on.skip_seconds(); };
    });
}

void ask_outcome(Ui& ui, IsolateDesk const& desk, Phase phase, Wish& wish) {
    auto const say = [&](std::string const& words, Outcome outcome, bool primary) {
        if (button(ui, words, primary)) wish = [outcome](IsolateDesk& on) { on.record(outcome); };
    };
    auto const other = _("Something else happened");
    auto const no =
        phase == Phase::reseat ? _("Skip this: it is done already") : _("I cannot do that");
    say(_("It failed as before"), Outcome::failed, true);
    beside(ui, _("It held"));
    say(_("It held"), Outcome::passed, true);
    beside(ui, other);
    say(other, Outcome::odd, false);
    if (desk.refusals().empty()) return;
    beside(ui, no);
    if (button(ui, no)) wish = [](IsolateDesk& on) { on.refuse(); };
}

void ask_which(Ui& ui, IsolateDesk const& desk, Wish& wish) {
    text(ui, _("Which one has to stay?"), Tone::ink, Size::bold);
    for (auto const& refusal : desk.refusals()) {
        if (button(ui, refusal.part + "##stays"))
            wish = [refusal](IsolateDesk& on) { on.refuse(refusal); };
    }
    if (button(ui, _("Back"))) wish = [](IsolateDesk& on) { on.refuse_nothing(); };
}

std::string list_of(std::vector<std::string> const& names) {
    std::string out;
    for (auto const& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

// First what the hands do, then what was seen; why it is this try stands below.
void draw_try(Ui& ui, IsolateDesk const& desk, IsolateScreen const& screen, Wish& wish) {
    card(ui, Mark::none, [&] {
        text(ui, screen.headline, Tone::ink, Size::title);
        auto hands = screen.hands;
        hands.push_back(screen.time);
        steps(ui, hands);
        if (!screen.out.empty())
            text(ui, fill_in(_("Out during this try: {}."), list_of(screen.out)), Tone::soft);
        ImGui::Dummy({0, unit() / 2});
        if (desk.asks_which())
            ask_which(ui, desk, wish);
        else
            ask_outcome(ui, desk, screen.phase, wish);
        ImGui::Dummy({0, unit() / 2});
        text(ui, screen.why, Tone::soft);
    });
}

void draw_end(Ui& ui, IsolateScreen const& screen) {
    auto const mark = mark_of(screen.phase);
    card(ui, mark, [&] {
        marked_text(ui, mark, _("The search has ended"), Size::body);
        text(ui, screen.headline, Tone::ink, Size::title);
        text(ui, screen.why);
        steps(ui, screen.actions);
    });
}

void ways_on(Ui& ui, IsolateDesk const& desk, Wish& wish) {
    if (desk.asks_to_drop()) {
        card(ui, Mark::warning, [&] {
            marked_text(ui, Mark::warning, _("A new search drops this one and its list of tries."));
            if (button(ui, _("Drop it and begin anew"))) wish = [](IsolateDesk& on) { on.drop(); };
            beside(ui, _("Keep it"));
            if (button(ui, _("Keep it"), true)) wish = [](IsolateDesk& on) { on.keep(); };
        });
        return;
    }
    if (desk.can_take_back()) {
        if (button(ui, _("Take the last try back"))) wish = [](IsolateDesk& on) { on.take_back(); };
        beside(ui, _("Begin a new search"));
    }
    if (button(ui, _("Begin a new search"))) wish = [](IsolateDesk& on) { on.begin_anew(); };
}

void draw_suspicion(Ui& ui, IsolateScreen const& screen) {
    card(ui, Mark::none, [&] {
        text(ui, _("Suspected"), Tone::ink, Size::bold);
        // A bar stands closer to its own words than to the next ones.
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {unit(), unit() / 2});
        for (auto const& suspicion : screen.bars) {
            bar(ui, suspicion.part, suspicion.share,
                fmt::format("{} %", std::lround(suspicion.share * 100)), Mark::none);
            ImGui::Dummy({0, 0});
        }
        ImGui::PopStyleVar();
    });
}

void draw_log(Ui& ui, IsolateScreen const& screen) {
    if (screen.log.empty()) return;
    heading(ui, _("The tries"));
    for (auto const& line : screen.log) text(ui, line, Tone::soft);
}

}  // namespace

void isolate_page(Ui& ui, App& app) {
    auto& desk = app.isolate();
    if (!app.session_error().empty())
        marked_text(ui, Mark::warning, app.session_error(), Size::body);
    if (!desk.screen()) return isolate_form(ui, app);
    auto const& screen = *desk.screen();
    Wish wish;
    auto const next = [&] {
        ask_seconds(ui, desk, wish);
        if (ended(screen.phase))
            draw_end(ui, screen);
        else
            draw_try(ui, desk, screen, wish);
        for (auto const& warning : screen.warnings)
            marked_text(ui, Mark::warning, warning, Size::body);
        ways_on(ui, desk, wish);
        draw_log(ui, screen);
    };
    side_by_side(0.62F, next, [&] { draw_suspicion(ui, screen); });
    if (wish) wish(desk);
}

}  // namespace rigcheck::gui
