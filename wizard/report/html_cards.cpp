#include "wizard/report/html_cards.hpp"

#include <fmt/format.h>

#include "wizard/po/language.hpp"
#include "wizard/report/finding_lines.hpp"
#include "wizard/report/html.hpp"
#include "wizard/report/html_table.hpp"
#include "wizard/report/marks.hpp"
#include "wizard/screens/pcie.hpp"

namespace rigcheck {
namespace {

std::string line_html(char const* css_class, std::string const& text) {
    if (text.empty()) return {};
    return fmt::format("<p class=\"{}\">{}</p>\n", css_class, escaped(text));
}

std::string stage_html(PathStage const& stage) {
    auto out = std::string("<li") + (stage.narrowest ? " class=\"narrowest\"" : "") + ">";
    std::string remark;
    if (stage.narrowest)
        remark = " <strong>&#9664; " + escaped(_("the narrowest part")) + "</strong>";
    if (stage.internal) remark = " (" + escaped(_("inside the card")) + ")";
    if (stage.tunnel) remark = " (" + escaped(_("tunnel, not judged")) + ")";
    if (!stage.link.empty())
        out += "<span class=\"link\">" + escaped(stage.link) + remark + "</span>";
    return out + "<span class=\"stage\">" + escaped(stage.name) + "</span></li>\n";
}

std::string path_html(Snapshot const& snapshot, Finding const& finding) {
    if (!finding.id.starts_with("pcie.")) return {};
    auto const screen = path_screen(snapshot, finding.subject);
    if (screen.stages.empty()) return {};
    auto out = line_html("label", _("The way from the processor to the device, as it is now")) +
               "<ol class=\"path\">\n<li><span class=\"stage\">" + escaped(_("processor")) +
               "</span></li>\n";
    for (auto const& stage : screen.stages) out += stage_html(stage);
    return out + "</ol>\n";
}

// `before`: the card above, which may ask for the same steps.
std::string steps_html(Finding const& finding, Finding const* before) {
    if (finding.actions.empty()) return {};
    bool const same = before != nullptr && before->subject == finding.subject &&
                      before->actions == finding.actions;
    if (same) return line_html("label", _("What to do: the same steps as above."));
    auto out = line_html("label", _("What to do")) + "<ol>\n";
    for (auto const& action : finding.actions) out += "<li>" + escaped(action) + "</li>\n";
    return out + "</ol>\n";
}

std::string evidence_html(Finding const& finding) {
    if (finding.evidence.empty()) return {};
    auto out = "<details>\n<summary>" + escaped(_("What it rests on")) + "</summary>\n<ul>\n";
    for (auto const& item : finding.evidence) {
        out += "<li><code>" + escaped(item.source) + "</code>: " + escaped(item.value) + "</li>\n";
    }
    return out + "</ul>\n</details>\n";
}

std::string next_html(Finding const& finding) {
    std::string out;
    if (!finding.retest.empty())
        out += line_html("next", fill_in(_("Check again: {}"), finding.retest));
    if (finding.state == State::fail)
        out += line_html("next", fill_in(_("Step by step: rigcheck guide {}"), finding.guide));
    return out;
}

std::string card_html(Report const& report, Finding const& finding, Finding const* before) {
    bool const accepted = finding.state == State::accepted;
    auto const css_class = accepted ? "accepted" : mark_class(mark_of(finding));
    auto const mark =
        accepted ? badge("accepted", "=", _("accepted")) : mark_badge(mark_of(finding));
    auto out =
        fmt::format("<article class=\"card {}\">\n<p class=\"head\">{} <span>{}</span></p>\n",
                    css_class, mark, escaped(fill_in(_("{} sure"), percent(finding.confidence))));
    out += "<h3>" + escaped(finding.title) + "</h3>\n";
    out += fmt::format("<p class=\"subject\"><code>{}</code> {}</p>\n", escaped(finding.id),
                       escaped(subject_text(report.snapshot, finding.subject)));
    out += line_html("meaning", finding.meaning);
    if (!finding.reason.empty()) out += line_html("reason", _("Reason: ") + finding.reason);
    return out + path_html(report.snapshot, finding) + steps_html(finding, before) +
           next_html(finding) + evidence_html(finding) + "</article>\n";
}

std::string cards_html(Report const& report, std::string const& heading, State state) {
    std::string out;
    Finding const* before = nullptr;
    for (auto const* finding : cards_of(report.findings)) {
        if (finding->state != state) continue;
        out += card_html(report, *finding, before);
        before = finding;
    }
    return out.empty() ? out : "<h2>" + escaped(heading) + "</h2>\n" + out;
}

bool same_settles(FindingLine const& a, FindingLine const& b) {
    return a.reason == b.reason && a.actions == b.actions;
}

std::string settles_html(FindingLine const& line) {
    auto out = line.reason.empty() ? std::string() : "<br>" + escaped(line.reason);
    std::string steps;
    for (auto const& action : line.actions) steps += "<li>" + escaped(action) + "</li>\n";
    if (line.findings.front()->needs == "root")
        steps += "<li><code>sudo rigcheck check</code></li>\n";
    return steps.empty() ? out : out + "\n<ul>\n" + steps + "</ul>";
}

}  // namespace

std::string faults_html(Report const& report) {
    return cards_html(report, _("What was found"), State::fail);
}

std::string accepted_html(Report const& report) {
    return cards_html(report, _("Known and accepted"), State::accepted);
}

// One reason often leaves several checks open; it is said once, with what would settle them.
std::string unknown_html(Report const& report) {
    auto const lines = finding_lines(report.findings, State::unknown);
    if (lines.empty()) return {};
    auto out = "<h2>" + escaped(_("Could not be checked")) + "</h2>\n<ul class=\"unknown\">\n";
    std::string titles;
    for (auto line = lines.begin(); line != lines.end(); ++line) {
        titles += (titles.empty() ? "" : "<br>") + escaped(line->text);
        auto const next = std::next(line);
        if (next != lines.end() && same_settles(*line, *next)) continue;
        out += "<li><strong>" + titles + "</strong>" + settles_html(*line) + "</li>\n";
        titles.clear();
    }
    return out + "</ul>\n";
}

std::string fine_html(Report const& report) {
    auto const lines = finding_lines(report.findings, State::pass);
    if (lines.empty()) return {};
    std::string items;
    for (auto const& line : lines) items += "<li>" + escaped(line.text) + "</li>\n";
    return "<h2>" + escaped(_("Looked at and fine")) + "</h2>\n" +
           folded(lines.size(), "<ul class=\"fine\">\n" + items + "</ul>\n");
}

std::string not_applicable_html(Report const& report) {
    auto const lines = not_applicable_lines(report.findings);
    if (lines.empty()) return {};
    auto out = "<details>\n<summary>" + escaped(_("Does not apply here")) + "</summary>\n<ul>\n";
    for (auto const& [reason, ids] : lines)
        out += "<li>" + escaped(reason) + "<br><code>" + escaped(ids) + "</code></li>\n";
    return out + "</ul>\n</details>\n";
}

}  // namespace rigcheck
