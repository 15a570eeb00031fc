#include <fmt/format.h>

#include <cmath>

#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

std::string key_of(Finding const& finding) {
    return finding.id + '@' + finding.subject;
}

void evidence_of(Ui& ui, App& app, Finding const& finding) {
    auto const key = key_of(finding);
    bool const open = app.evidence.contains(key);
    if (!finding.evidence.empty() &&
        button(ui, (open ? _("Hide evidence") : _("Evidence")) + "##" + key)) {
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
        if (!finding.subject.empty()) about += "  -  " + finding.subject;
        marked_text(ui, mark, about, Size::body);
        text(ui, finding.title, Tone::ink, Size::bold);
        if (!finding.meaning.empty()) text(ui, finding.meaning);
        if (!finding.reason.empty()) text(ui, finding.reason, Tone::soft);
        int number = 0;
        for (auto const& action : finding.actions)
            text(ui, fmt::format("{}. {}", ++number, action));
        if (finding.state == State::fail && !finding.guide.empty()) {
            if (button(ui, _("Step by step") + "##" + key_of(finding))) {
                app.guide = finding.guide;
                app.page = Page::guides;
            }
            ImGui::SameLine();
        }
        evidence_of(ui, app, finding);
    });
}

void finding_cards(Ui& ui, App& app, Page page) {
    auto const found = findings_of(app, page);
    for (auto const* finding : found) {
        if (finding->state == State::fail) finding_card(ui, app, *finding);
    }
    auto const list = [&](std::string const& title, State state) {
        bool first = true;
        for (auto const* finding : found) {
            if (finding->state != state) continue;
            if (first) heading(ui, title);
            first = false;
            marked_text(ui, mark_of(*finding), finding->title, Size::body);
            if (state == State::unknown && !finding->reason.empty())
                text(ui, finding->reason, Tone::soft);
        }
    };
    list(_("Could not be checked"), State::unknown);
    list(_("Known and accepted"), State::accepted);
    list(_("Looked at and fine"), State::pass);
}

}  // namespace rigcheck::gui
