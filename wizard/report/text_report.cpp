#include <algorithm>
#include <array>
#include <cmath>

#include "wizard/po/language.hpp"
#include "wizard/report/drawings.hpp"
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

std::string percent(double confidence) {
    return fmt::format("{} %", std::lround(confidence * 100));
}

void print_evidence(Page& page, Finding const& finding) {
    if (finding.evidence.empty()) return;
    page.line("  " + _("What it rests on"));
    for (auto const& item : finding.evidence) {
        page.block(paragraph("    - ", item.source + ": " + item.value));
    }
}

// "0000:05:00.0, GeForce RTX 3090": an address alone tells a person nothing.
std::string subject_text(Snapshot const& snapshot, std::string const& subject) {
    for (auto const& function : snapshot.pcie.functions) {
        if (function.address != subject) continue;
        auto text = subject;
        if (function.slot) text += ", " + fill_in(_("slot {}"), *function.slot);
        if (function.device_name) text += ", " + *function.device_name;
        return text;
    }
    return subject;
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
    std::vector<Finding const*> cards;
    for (auto const& finding : report.findings) {
        if (finding.state == State::fail || finding.state == State::accepted) {
            cards.push_back(&finding);
        }
    }
    std::stable_sort(cards.begin(), cards.end(), [](Finding const* a, Finding const* b) {
        return std::pair(a->state == State::accepted, a->severity) <
               std::pair(b->state == State::accepted, b->severity);
    });
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

// Findings that say the same of several devices, as one line with all their subjects.
struct Line {
    std::string text, reason;
    std::vector<std::string> actions;
    std::vector<Finding const*> findings;
};

std::vector<Line> gather(Findings const& findings, State state) {
    std::vector<Line> lines;
    for (auto const& finding : findings) {
        if (finding.state != state) continue;
        auto const same = std::find_if(lines.begin(), lines.end(), [&](Line const& line) {
            return line.text == finding.title && line.reason == finding.reason &&
                   line.actions == finding.actions;
        });
        if (same != lines.end()) {
            same->findings.push_back(&finding);
        } else {
            lines.push_back({finding.title, finding.reason, finding.actions, {&finding}});
        }
    }
    for (auto& line : lines) {
        std::string subjects;
        for (auto const* finding : line.findings) {
            bool const device = finding->subject.find(':') != std::string::npos;
            if (device) subjects += (subjects.empty() ? "" : ", ") + finding->subject;
        }
        if (!subjects.empty()) line.text += " (" + subjects + ")";
    }
    return lines;
}

void print_fine(Page& page, Findings const& findings, bool all) {
    auto const lines = gather(findings, State::pass);
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
    auto const lines = gather(findings, State::unknown);
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

// By reason: on a virtual machine one sentence settles most checks.
void print_not_applicable(Page& page, Findings const& findings) {
    std::vector<std::pair<std::string, std::string>> lines;  // reason, ids
    for (auto const& finding : findings) {
        if (finding.state != State::not_applicable) continue;
        auto const& reason = finding.reason.empty() ? finding.title : finding.reason;
        auto const same = std::find_if(lines.begin(), lines.end(),
                                       [&](auto const& line) { return line.first == reason; });
        if (same == lines.end()) {
            lines.emplace_back(reason, finding.id);
        } else if (!same->second.ends_with(finding.id)) {
            same->second += ", " + finding.id;
        }
    }
    if (lines.empty()) return;
    page.line(page.paint(kBold, _("Does not apply here")));
    for (auto const& [reason, ids] : lines) {
        page.block(paragraph("  -   ", reason));
        page.block(paragraph("      ", ids));
    }
    page.line();
}

std::string reason_words(Missing reason) {
    switch (reason) {
        case Missing::absent:
            return {};
        case Missing::needs_root:
            return _("needs root");
        case Missing::needs_group:
            return _("needs a group you are not in");
        case Missing::malformed:
            return _("not readable as what it should be");
        case Missing::too_large:
            return _("too large to be true");
        case Missing::timed_out:
            return _("did not answer in time");
        case Missing::asleep:
            return _("asleep, and left asleep");
    }
    return {};
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
            auto const why = reason == Missing::absent ? "" : ": " + reason_words(reason);
            auto const remedy = gap.remedy.empty() ? "" : " > " + gap.remedy;
            page.block(
                paragraph("  -   ", fmt::format("{}{}{}", translate(gap.what), why, remedy)));
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
    }
    if (!style.only) print_gaps(page, report.snapshot);
    return page.take();
}

}  // namespace rigcheck
