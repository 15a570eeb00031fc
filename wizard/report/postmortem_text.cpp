#include <fmt/format.h>

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/report/end_plot.hpp"
#include "wizard/report/finding_lines.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/report/postmortem_report.hpp"
#include "wizard/screens/spans.hpp"

namespace rigcheck {
namespace {

// Lines behind a word of their own, which stands before the first of them.
std::string labelled(std::string const& label, std::vector<std::string> const& lines) {
    constexpr int kLabel = 12;
    std::string out;
    for (auto const& line : lines)
        out += paragraph("    " + fit(out.empty() ? label : "", kLabel) + "- ", printable(line));
    return out;
}

std::vector<std::string> with_remedy(std::vector<Hint> const& hints) {
    std::vector<std::string> lines;
    for (auto const& hint : hints)
        lines.push_back(hint.by_flag.empty() ? hint.words : hint.words + ". " + hint.by_flag);
    return lines;
}

std::string card_text(Suspects const& suspects, SuspectCard const& card) {
    // Where the heading says it of all, the word would only be repeated.
    bool const said = suspects.cards.front().level == causes::Word::cannot_be_told_apart;
    auto out = paragraph("  * ", said ? card.title : card.title + ": " + card.word);
    out += labelled(_("for it"), suspects.because(card));
    out += labelled(_("against it"), suspects.against(card));
    out += labelled(_("not known"), with_remedy(suspects.open(card)));
    return out + labelled(_("or else"), card.also);
}

std::string suspects_text(Suspects const& suspects) {
    if (suspects.cards.empty()) return {};
    auto out = '\n' + suspects.heading + '\n';
    out += labelled(_("for all"), suspects.shared);
    for (auto const& card : suspects.cards) out += card_text(suspects, card);
    if (suspects.missing.empty()) return out;
    out += '\n' + _("What is not known, and what would tell it") + '\n';
    for (auto const& line : with_remedy(suspects.missing)) out += paragraph("  ? ", line);
    return out;
}

std::string next_text(PostmortemScreen const& screen) {
    std::string out;
    if (auto const* const question = find_question(screen, screen.next_question))
        out += paragraph("  > ", fill_in(_("Say what only you know: {} rigcheck postmortem --ask"),
                                         question->text));
    if (screen.next_test)
        out += paragraph("  > ", fill_in(_("{} (about {} min)"), screen.next_test->text,
                                         screen.next_test->minutes));
    return out.empty() ? out : '\n' + _("What to do next") + '\n' + out;
}

std::string said_text(PostmortemScreen const& screen) {
    std::string out;
    for (auto const& question : screen.questions) {
        for (auto const& answer : question.answers) {
            if (answer.id == question.given)
                out += paragraph("  - ", question.text + ' ' + answer.text);
        }
    }
    return out.empty() ? out : '\n' + _("What you said") + '\n' + out;
}

std::string row_text(TimelineRow const& row) {
    constexpr std::size_t kClockAt = 11, kClock = 8;  // of "2026-11-20 21:48:05 UTC"
    constexpr int kWhen = 20;
    auto const clock = clock_text(row.at);
    auto const time = clock.size() >= kClockAt + kClock ? clock.substr(kClockAt, kClock)
                                                        : std::string(kClock, ' ');
    auto const prefix = "  " + time + "  " + fit(row.when(), kWhen) + ' ';
    auto out = paragraph(prefix, row.what);
    if (row.line.empty()) return out;
    return out + paragraph(std::string(static_cast<std::size_t>(display_width(prefix)) + 2, ' '),
                           printable(row.line));
}

std::string timeline_text(PostmortemScreen const& screen) {
    if (screen.timeline.empty()) return {};
    constexpr std::size_t kDay = 10;
    auto out =
        '\n' +
        fill_in(_("The last minutes ({}, UTC)"), screen.timeline.front().at.substr(0, kDay)) + '\n';
    for (auto const& row : screen.timeline) out += row_text(row);
    return out;
}

std::string curves_text(PostmortemScreen const& screen) {
    std::string out;
    bool limits = false;
    for (auto const& kind : screen.curves) {
        out += '\n' + text_curves(kind);
        limits =
            limits || std::any_of(kind.curves.begin(), kind.curves.end(),
                                  [](EndCurve const& curve) { return curve.limit.has_value(); });
    }
    return limits ? out + paragraph("  ", _("A capital letter and its line: the limit of a curve."))
                  : out;
}

std::string last_lines_text(PostmortemScreen const& screen) {
    constexpr std::size_t kShown = 10;
    auto const& lines = screen.last_lines;
    if (lines.empty()) return {};
    auto out = '\n' + _("The last lines of the kernel's log") + '\n';
    for (auto i = lines.size() - std::min(lines.size(), kShown); i < lines.size(); ++i)
        out += paragraph("  | ", printable(lines[i]));
    return out;
}

std::string black_box_text(BlackBoxState const& box) {
    auto out = '\n' + _("The black box") + '\n' + paragraph("  ", box.words);
    for (auto const& note : box.notes) out += paragraph("  ", note);
    for (auto const& way : box.how_on) out += paragraph("  > ", way);
    return out;
}

std::string unread_text(PostmortemScreen const& screen) {
    if (screen.unread.empty()) return {};
    auto out = '\n' + _("Could not be read") + '\n';
    for (auto const& gap : screen.unread) {
        out += paragraph("  - ", printable(gap_text(gap)));
        if (!gap.remedy.empty()) out += paragraph("    > ", printable(translate(gap.remedy)));
    }
    return out;
}

}  // namespace

std::string postmortem_text(PostmortemScreen const& screen) {
    auto out = paragraph("", printable(screen.verdict));
    if (!screen.bracket.empty()) out += paragraph("", screen.bracket);
    if (!screen.about.empty()) out += paragraph("", screen.about);
    return out + suspects_text(screen.suspects) + next_text(screen) + said_text(screen) +
           timeline_text(screen) + curves_text(screen) + last_lines_text(screen) +
           black_box_text(screen.black_box) + unread_text(screen);
}

}  // namespace rigcheck
