#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/report/drawings.hpp"
#include "wizard/report/finding_lines.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/report/report.hpp"
#include "wizard/report/sections.hpp"

namespace rigcheck {
namespace {

constexpr char const* kReset = "\033[0m";
constexpr char const* kBold = "\033[1m";
constexpr char const* kGreen = "\033[32m";

class Page {
public:
    explicit Page(bool colour) : colour_(colour) {}

    void line(std::string const& text = {}) { text_ += text + '\n'; }
    void block(std::string const& text) { text_ += text; }
    std::string paint(char const* colour, std::string const& text) const {
        return colour_ ? colour + text + kReset : text;
    }
    std::string take() { return std::move(text_); }

private:
    bool colour_;
    std::string text_;
};

struct Look {
    std::string word;
    char const* colour;
};

Look look_of(Finding const& finding) {
    if (finding.state == State::accepted) return {_("ACCEPTED"), "\033[36m"};
    switch (finding.severity.value_or(Severity::notice)) {
        case Severity::critical:
            return {_("CRITICAL"), "\033[1;31m"};
        case Severity::warning:
            return {_("WARNING"), "\033[1;33m"};
        default:
            return {_("NOTICE"), "\033[1;36m"};
    }
}

void print_evidence(Page& page, Finding const& finding) {
    if (finding.evidence.empty()) return;
    page.line("  " + _("What it rests on"));
    for (auto const& item : finding.evidence) {
        page.block(paragraph("    - ", item.source + ": " + item.value));
    }
}

// `same_steps`: the card before, for the same device, asks for these steps already.
void print_steps(Page& page, Finding const& finding, bool same_steps) {
    if (finding.actions.empty()) return;
    page.line();
    if (same_steps) {
        page.block(paragraph("  ", _("What to do: the same steps as above.")));
        return;
    }
    page.line("  " + _("What to do"));
    int number = 0;
    for (auto const& action : finding.actions) {
        page.block(paragraph(fmt::format("  {:>3}. ", ++number), action));
    }
}

void print_card(Page& page, Report const& report, Finding const& finding, Finding const* before,
                Drawings& drawings, bool all) {
    auto const look = look_of(finding);
    page.line(std::string(kColumns, '-'));
    auto const head = wrap(finding.title, kColumns - display_width(look.word) - 2);
    for (std::size_t i = 0; i < head.size(); ++i) {
        auto const mark =
            i == 0 ? page.paint(look.colour, look.word)
                   : std::string(static_cast<std::size_t>(display_width(look.word)), ' ');
        page.line(mark + "  " + page.paint(kBold, head[i]));
    }
    page.block(paragraph(
        "  ", fmt::format("{}: {}", finding.id, subject_text(report.snapshot, finding.subject))));
    page.line();
    if (!finding.meaning.empty()) page.block(paragraph("  ", finding.meaning));
    if (!finding.reason.empty()) page.block(paragraph("  ", _("Reason: ") + finding.reason));
    page.block(drawings.for_finding(report, finding));
    print_steps(page, finding,
                before != nullptr && before->subject == finding.subject &&
                    before->actions == finding.actions);
    page.line();
    page.block(paragraph(
        "  ",
        fill_in(_("How sure: {}."), percent(finding.confidence)) +
            (finding.retest.empty() ? "" : ' ' + fill_in(_("Check again: {}"), finding.retest))));
    if (finding.state == State::fail) {
        page.block(paragraph("  ", fill_in(_("Step by step: rigcheck guide {}"), finding.guide)));
    }
    if (all) print_evidence(page, finding);
    page.line();
}

void print_cards(Page& page, Report const& report, bool all) {
    auto const cards = cards_of(report.findings);
    Drawings drawings;
    Finding const* before = nullptr;
    for (auto const* card : cards) {
        print_card(page, report, *card, before, drawings, all);
        before = card;
    }
    if (!cards.empty() && !all) {
        page.line(_("What each of these rests on: rigcheck check --all"));
        page.line();
    }
}

void print_fine(Page& page, Findings const& findings, bool all) {
    auto const lines = finding_lines(findings, State::pass);
    if (lines.empty()) return;
    page.line(page.paint(kBold, _("Looked at and fine")));
    for (auto const& line : lines) {
        page.block("  " + page.paint(kGreen, "ok") + paragraph("  ok  ", line.text).substr(4));
        if (!all) continue;
        for (auto const* finding : line.findings) print_evidence(page, *finding);
    }
    page.line();
}

// One reason often leaves several checks open; it is said once, with what would settle them.
void print_unknown(Page& page, Findings const& findings) {
    auto const lines = finding_lines(findings, State::unknown);
    if (lines.empty()) return;
    page.line(page.paint(kBold, _("Could not be checked")));
    for (auto line = lines.begin(); line != lines.end(); ++line) {
        page.block(paragraph("  ?   ", line->text));
        auto const next = std::next(line);
        bool const same =
            next != lines.end() && next->reason == line->reason && next->actions == line->actions;
        if (same) continue;
        if (!line->reason.empty()) page.block(paragraph("      ", line->reason));
        for (auto const& action : line->actions) page.block(paragraph("      > ", action));
        if (line->findings.front()->needs == "root") page.line("      > sudo rigcheck check");
    }
    page.line();
}

void print_not_applicable(Page& page, Findings const& findings) {
    auto const lines = not_applicable_lines(findings);
    if (lines.empty()) return;
    page.line(page.paint(kBold, _("Does not apply here")));
    for (auto const& [reason, ids] : lines) {
        page.block(paragraph("  -   ", reason));
        page.block(paragraph("      ", ids));
    }
    page.line();
}

// Gaps by reason; a garbage tree has thousands, so each reason shows its first few.
void print_gaps(Page& page, Snapshot const& snapshot) {
    constexpr std::size_t kShown = 4;
    if (snapshot.gaps.empty()) return;
    page.line(page.paint(kBold, _("Could not be read")));
    for (std::size_t i = 0; i < EnumNames<Missing>::names.size(); ++i) {
        auto const reason = static_cast<Missing>(i);
        std::vector<Gap const*> gaps;
        for (auto const& gap : snapshot.gaps) {
            if (gap.reason == reason) gaps.push_back(&gap);
        }
        for (std::size_t shown = 0; shown < std::min(gaps.size(), kShown); ++shown) {
            auto const& gap = *gaps[shown];
            auto const remedy = gap.remedy.empty() ? "" : " > " + gap.remedy;
            page.block(paragraph("  -   ", gap_text(gap) + remedy));
        }
        if (gaps.size() > kShown) {
            page.line("      " + fill_in(_("and {} more of this kind"), gaps.size() - kShown));
        }
    }
    page.line();
}

}  // namespace

std::string text_report(Report const& report, TextStyle const& style) {
    Page page(style.colour);
    auto const machine = machine_line(report.snapshot);
    if (!machine.empty()) page.block(paragraph("", machine));
    page.line();
    auto const summary = summarise(report.findings);
    for (auto const& line : wrap(verdict_sentence(summary), kColumns)) {
        page.line(page.paint(kBold, line));
    }
    page.line();
    print_cards(page, report, style.all);
    print_fine(page, report.findings, style.all);
    print_unknown(page, report.findings);
    bool const nothing_judged =
        summary.pass + summary.critical + summary.warning + summary.notice == 0;
    if (style.all || nothing_judged) print_not_applicable(page, report.findings);
    if (style.all && !style.only) {
        page.block(drive_section(report.snapshot));
        page.block(driver_section(report.snapshot));
        page.block(sensor_section(report.snapshot));
        page.block(boot_section(report.snapshot));
    }
    if (!style.only) print_gaps(page, report.snapshot);
    return page.take();
}

}  // namespace rigcheck
