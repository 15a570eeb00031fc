#include <cmath>

#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/finding_lines.hpp"

namespace rigcheck::gui {
namespace {

std::string key_of(Finding const& finding) {
    return finding.id + '@' + finding.subject;
}

// What the person can do about a fault here: be led, look again, or live with it.
void answers_to_fault(Ui& ui, App& app, Finding const& finding) {
    auto const key = key_of(finding);
    if (!finding.guide.empty()) {
        if (button(ui, _("Step by step") + "##" + key)) app.follow(finding.guide);
        beside(ui, _("Check again"));
    }
    if (button(ui, _("Check again") + "##" + key)) app.read_machine();
    if (!app.session_fits()) return;
    beside(ui, _("I know, and live with it"));
    if (button(ui, _("I know, and live with it") + "##" + key)) {
        app.accepting = app.accepting == key ? std::string() : key;
        app.reason.clear();
    }
    if (app.accepting != key) return;
    text_field(ui, _("Why is it right as it is?") + "##" + key, app.reason);
    if (!app.reason.empty() && button(ui, _("Accept") + "##" + key, true))
        app.accept(finding, app.reason);
}

void evidence_of(Ui& ui, App& app, Finding const& finding) {
    auto const key = key_of(finding);
    bool const open = app.evidence.contains(key);
    auto const label = open ? _("Hide evidence") : _("Evidence");
    if (finding.state == State::fail && !finding.evidence.empty()) beside(ui, label);
    if (!finding.evidence.empty() && button(ui, label + "###evidence:" + key)) {
        if (open)
            app.evidence.erase(key);
        else
            app.evidence.insert(key);
    }
    if (!open) return;
    for (auto const& piece : finding.evidence)
        row(ui, {piece.source, piece.value}, 0.7F, Tone::soft);
}

}  // namespace

void finding_card(Ui& ui, App& app, Finding const& finding) {
    auto const mark = mark_of(finding);
    card(ui, mark, [&] {
        auto about = mark_word(mark);
        if (finding.state == State::fail)
            about += ", " + fill_in(_("{} % sure"), std::lround(finding.confidence * 100));
        auto const subject = subject_text(app.snapshot(), finding.subject);
        if (!subject.empty()) about += "  -  " + subject;
        marked_text(ui, mark, about, Size::body);
        text(ui, finding.title, Tone::ink, Size::bold);
        if (!finding.meaning.empty()) text(ui, finding.meaning);
        if (!finding.reason.empty()) text(ui, finding.reason, Tone::soft);
        steps(ui, finding.actions);
        if (finding.state == State::fail) answers_to_fault(ui, app, finding);
        evidence_of(ui, app, finding);
    });
}

void fault_cards(Ui& ui, App& app, Page page) {
    for (auto const* finding : findings_of(app, page)) {
        if (finding->state == State::fail) finding_card(ui, app, *finding);
    }
}

void finding_lists(Ui& ui, App& app, Page page) {
    auto const found = findings_of(app, page);
    auto const list = [&](std::string const& title, State state) {
        bool first = true;
        for (auto const* finding : found) {
            if (finding->state != state) continue;
            if (first) heading(ui, title);
            first = false;
            mark_shape(ui, mark_of(*finding));
            text(ui, finding->title);
            if (state != State::pass && !finding->reason.empty())
                text(ui, finding->reason, Tone::soft);
            if (state == State::unknown) steps(ui, finding->actions);
            bool const ours = state == State::accepted && app.session_fits();
            if (ours && button(ui, _("Not any more") + "##" + key_of(*finding)))
                return app.withdraw_acceptance(*finding);
        }
    };
    list(_("Could not be checked"), State::unknown);
    list(_("Known and accepted"), State::accepted);
    list(_("Looked at and fine"), State::pass);
}

}  // namespace rigcheck::gui
