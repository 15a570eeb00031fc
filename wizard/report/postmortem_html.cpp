#include <fmt/format.h>

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/report/end_plot.hpp"
#include "wizard/report/finding_lines.hpp"
#include "wizard/report/html.hpp"
#include "wizard/report/html_sections.hpp"
#include "wizard/report/html_table.hpp"
#include "wizard/report/marks.hpp"
#include "wizard/report/postmortem_report.hpp"
#include "wizard/report/report_style.hpp"
#include "wizard/screens/spans.hpp"

namespace rigcheck {
namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view kStyle = R"(
.bracket, .about { margin: .3rem 0; } .about { color: var(--soft); }
.badge.established { border-width: 3px; } .badge.tied { border-style: dashed; }
.curves figure { margin: 0 0 .5rem; break-inside: avoid; } .curves figcaption { font-size: .9rem; }
.plot-frame { fill: none; stroke: var(--line); } .plot-line { stroke-width: 2; stroke-linejoin: round; }
.plot-limit { stroke: var(--critical); stroke-width: 1.5; stroke-dasharray: 7 4; }
pre { overflow-x: auto; font: .85rem/1.4 ui-monospace, monospace; white-space: pre-wrap; }
)";

std::string p(char const* css_class, std::string const& words) {
    if (words.empty()) return {};
    return fmt::format("<p class=\"{}\">{}</p>\n", css_class, escaped(words));
}

std::string list(std::string const& label, Lines const& lines) {
    if (lines.empty()) return {};
    auto out = p("label", label) + "<ul>\n";
    for (auto const& line : lines) out += "<li>" + escaped(line) + "</li>\n";
    return out + "</ul>\n";
}

Lines with_remedy(std::vector<Hint> const& hints) {
    Lines lines;
    for (auto const& hint : hints)
        lines.push_back(hint.by_flag.empty() ? hint.words : hint.words + ". " + hint.by_flag);
    return lines;
}

// How sure, as filled steps beside the word: three for what is established.
std::string word_badge(SuspectCard const& card) {
    switch (card.level) {
        case causes::Word::established:
            return badge("established", "●●●", card.word);
        case causes::Word::likely:
            return badge("likely", "●●○", card.word);
        case causes::Word::possible:
            return badge("possible", "●○○", card.word);
        case causes::Word::cannot_be_told_apart:
            break;
    }
    return badge("tied", "=", card.word);
}

std::string card_html(Suspects const& suspects, SuspectCard const& card) {
    return "<article class=\"card " + mark_class(card.mark) + "\">\n<p class=\"word\">" +
           word_badge(card) + "</p>\n<h3>" + escaped(card.title) + "</h3>\n" +
           list(_("What speaks for it"), suspects.because(card)) +
           list(_("What speaks against it"), suspects.against(card)) +
           list(_("What is not known"), with_remedy(suspects.open(card))) +
           list(_("The same signs come from"), card.also) + "</article>\n";
}

std::string suspects_html(Suspects const& suspects) {
    if (suspects.cards.empty()) return {};
    auto out = "<h2>" + escaped(suspects.heading) + "</h2>\n" +
               list(_("What speaks for all of them"), suspects.shared);
    for (auto const& card : suspects.cards) out += card_html(suspects, card);
    return out +
           list(_("What is not known, and what would tell it"), with_remedy(suspects.missing));
}

std::string next_html(PostmortemScreen const& screen) {
    std::string items;
    auto const add = [&](std::string const& words) {
        items += "<li>" + escaped(words) + "</li>\n";
    };
    if (auto const* const question = find_question(screen, screen.next_question))
        add(fill_in(_("Say what only you know: {} rigcheck postmortem --ask"), question->text));
    if (screen.next_test)
        add(fill_in(_("{} (about {} min)"), screen.next_test->text, screen.next_test->minutes));
    if (items.empty()) return {};
    return "<h2>" + escaped(_("What to do next")) + "</h2>\n<ul class=\"next-steps\">\n" + items +
           "</ul>\n";
}

std::string said_html(PostmortemScreen const& screen) {
    std::vector<HtmlRow> rows;
    for (auto const& question : screen.questions) {
        for (auto const& answer : question.answers) {
            if (answer.id == question.given) rows.push_back({question.text, answer.text});
        }
    }
    return html_table(_("What you said"), {_("Question"), _("Answer")}, rows);
}

std::string timeline_html(PostmortemScreen const& screen) {
    std::vector<HtmlRow> rows;
    for (auto const& row : screen.timeline)
        rows.push_back({clock_text(row.at), row.when(), row.what, row.line});
    return html_table(_("The last minutes"),
                      {_("When"), _("Before the end"), _("What"), _("As logged")}, rows);
}

std::string curves_html(PostmortemScreen const& screen) {
    if (screen.curves.empty()) return {};
    auto out = "<h2>" + escaped(_("What the black box saw")) + "</h2>\n";
    for (auto const& kind : screen.curves) out += svg_curves(kind);
    return out;
}

std::string last_lines_html(PostmortemScreen const& screen) {
    if (screen.last_lines.empty()) return {};
    std::string lines;
    for (auto const& line : screen.last_lines) lines += escaped(line) + '\n';
    return "<details>\n<summary>" + escaped(_("The last lines of the kernel's log")) +
           "</summary>\n<pre>" + lines + "</pre>\n</details>\n";
}

std::string black_box_html(BlackBoxState const& box) {
    auto lines = box.notes;
    lines.insert(lines.end(), box.how_on.begin(), box.how_on.end());
    auto out = "<h2>" + escaped(_("The black box")) + "</h2>\n<p>" + escaped(box.words) + "</p>\n";
    if (lines.empty()) return out;
    out += "<ul>\n";
    for (auto const& line : lines) out += "<li>" + escaped(line) + "</li>\n";
    return out + "</ul>\n";
}

std::string unread_html(PostmortemScreen const& screen) {
    std::vector<HtmlRow> rows;
    for (auto const& gap : screen.unread)
        rows.push_back({translate(gap.what), reason_words(gap.reason), translate(gap.remedy)});
    return html_table(_("Could not be read"), {_("What"), _("Why"), _("What would supply it")},
                      rows);
}

}  // namespace

std::string postmortem_html(Snapshot const& snapshot, PostmortemScreen const& screen) {
    auto const title = _("Why did it shut down?");
    auto const body = "<header>\n<h1>" + escaped(title) + "</h1>\n" + origin_html(snapshot) +
                      fmt::format("<p class=\"verdict {}\">{}</p>\n", mark_class(screen.mark),
                                  escaped(screen.verdict)) +
                      p("bracket", screen.bracket) + p("about", screen.about) +
                      "</header>\n<main>\n" + suspects_html(screen.suspects) + next_html(screen) +
                      said_html(screen) + curves_html(screen) + timeline_html(screen) +
                      last_lines_html(screen) + black_box_html(screen.black_box) +
                      unread_html(screen) + "</main>\n";
    return html_page(title, body, std::string(report_style()) + std::string(kStyle));
}

}  // namespace rigcheck
