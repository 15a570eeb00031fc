#include <algorithm>
#include <array>

#include "wizard/gui/end_pictures.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/gui/plot.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/finding_lines.hpp"

namespace rigcheck::gui {
namespace {

// What a click answers. Done after the page is drawn, since it changes what the page shows.
struct Said {
    std::string question, answer;
};

void verdict(Ui& ui, PostmortemScreen const& screen) {
    card(ui, screen.mark, [&] {
        ImGui::PushFont(ui.fonts.title());
        mark_shape(ui, screen.mark == Mark::none ? Mark::notice : screen.mark);
        ImGui::PopFont();
        text(ui, screen.verdict, Tone::ink, Size::title);
        if (!screen.bracket.empty()) text(ui, screen.bracket);
        if (!screen.about.empty()) text(ui, screen.about, Tone::soft);
    });
}

void lines(Ui& ui, std::string const& label, std::vector<std::string> const& sentences) {
    if (sentences.empty()) return;
    text(ui, label, Tone::soft);
    for (auto const& sentence : sentences) bullet(ui, sentence);
}

void hints(Ui& ui, std::string const& label, std::vector<Hint> const& all) {
    if (all.empty()) return;
    text(ui, label, Tone::soft);
    for (auto const& hint : all) {
        bullet(ui, hint.words);
        if (!hint.by_flag.empty()) bullet(ui, hint.by_flag, Tone::soft, 2);
    }
}

void suspect(Ui& ui, Suspects const& suspects, SuspectCard const& cause) {
    text(ui, cause.title, Tone::ink, Size::bold);
    lines(ui, _("What speaks for it"), suspects.because(cause));
    lines(ui, _("What speaks against it"), suspects.against(cause));
    hints(ui, _("What is not known"), suspects.open(cause));
    lines(ui, _("The same signs come from"), cause.also);
}

bool is_tied(SuspectCard const& cause) {
    return cause.level == causes::Word::cannot_be_told_apart;
}

// Those that cannot be told apart share a card, so that none of them looks like the answer.
void tied_card(Ui& ui, Suspects const& suspects, SuspectCard const& first) {
    card(ui, first.mark, [&] {
        how_sure(ui, first);
        for (auto const& cause : suspects.cards) {
            if (is_tied(cause)) suspect(ui, suspects, cause);
        }
    });
}

void suspects_column(Ui& ui, Suspects const& suspects) {
    heading(ui, suspects.heading);
    lines(ui, _("What speaks for all of them"), suspects.shared);
    auto const& cards = suspects.cards;
    for (auto const& cause : cards) {
        if (is_tied(cause)) continue;
        card(ui, cause.mark, [&] {
            how_sure(ui, cause);
            suspect(ui, suspects, cause);
        });
    }
    auto const tied = std::find_if(cards.begin(), cards.end(), is_tied);
    if (tied != cards.end()) tied_card(ui, suspects, *tied);
    hints(ui, _("What is not known, and what would tell it"), suspects.missing);
}

void ask(Ui& ui, QuestionRow const& question, Said& said) {
    text(ui, question.text, Tone::ink, Size::bold);
    for (auto const& answer : question.answers) {
        bool const chosen = answer.id == question.given;
        if (choice(ui, answer.text + "##" + question.id, chosen))
            said = {question.id, chosen ? std::string() : answer.id};
    }
}

void next_card(Ui& ui, PostmortemScreen const& screen, Said& said) {
    auto const* const question = find_question(screen, screen.next_question);
    if (question == nullptr && !screen.next_test) return;
    heading(ui, _("What to do next"));
    card(ui, Mark::notice, [&] {
        if (question != nullptr) {
            text(ui, _("Say what only you know; this tells most now."), Tone::soft);
            ask(ui, *question, said);
        }
        if (!screen.next_test) return;
        if (question != nullptr) ImGui::Dummy({0, unit()});
        text(ui, fill_in(_("The test that tells most, about {} min"), screen.next_test->minutes),
             Tone::soft);
        text(ui, screen.next_test->text);
    });
}

void other_questions(Ui& ui, App& app, PostmortemScreen const& screen, Said& said) {
    std::vector<QuestionRow const*> given, open;
    for (auto const& question : screen.questions) {
        if (question.id == screen.next_question) continue;
        (question.given.empty() ? open : given).push_back(&question);
    }
    if (!given.empty()) {
        heading(ui, _("What you said"));
        card(ui, Mark::none, [&] {
            for (auto const* question : given) ask(ui, *question, said);
        });
    }
    if (open.empty()) return;
    auto const words = app.all_questions ? _("Hide the other questions") : _("The other questions");
    if (button(ui, words + "###other-questions")) app.all_questions = !app.all_questions;
    if (!app.all_questions) return;
    card(ui, Mark::none, [&] {
        for (auto const* question : open) ask(ui, *question, said);
    });
}

void causes_and_questions(Ui& ui, App& app, PostmortemScreen const& screen, Said& said) {
    auto const person = [&] {
        next_card(ui, screen, said);
        other_questions(ui, app, screen, said);
    };
    if (screen.suspects.cards.empty()) return person();
    bool const asks = !screen.questions.empty() || screen.next_test;
    if (!asks) return suspects_column(ui, screen.suspects);
    constexpr float kCauses = 0.58F;
    side_by_side(
        kCauses, [&] { suspects_column(ui, screen.suspects); }, person);
}

void curves(Ui& ui, EndCurves const& kind) {
    text(ui, kind.heading, Tone::soft);
    auto const& all = kind.curves;
    for (std::size_t i = 0; i < all.size(); i += 2) {
        side_by_side(
            0.5F, [&] { end_plot(ui, all[i], kind.from()); },
            [&] {
                if (i + 1 < all.size()) end_plot(ui, all[i + 1], kind.from());
            });
    }
}

void last_moments(Ui& ui, PostmortemScreen const& screen) {
    if (!screen.curves.empty()) {
        heading(ui, _("What the black box saw"));
        card(ui, Mark::none, [&] {
            for (auto const& kind : screen.curves) curves(ui, kind);
        });
    }
    if (!screen.timeline.empty()) {
        heading(ui, _("The last minutes"));
        card(ui, Mark::none, [&] { draw_timeline(ui, screen.timeline); });
    }
    if (screen.last_lines.empty()) return;
    constexpr std::size_t kShown = 10;
    heading(ui, _("The last lines of the kernel's log"));
    card(ui, Mark::none, [&] {
        auto const& log = screen.last_lines;
        for (auto i = log.size() - std::min(log.size(), kShown); i < log.size(); ++i)
            text(ui, log[i], Tone::soft);
    });
}

void recorder(Ui& ui, BlackBoxState const& box) {
    heading(ui, _("The black box"));
    card(ui, box.running ? Mark::fine : Mark::notice, [&] {
        marked_text(ui, box.running ? Mark::fine : Mark::notice, box.words, Size::body);
        for (auto const& note : box.notes) text(ui, note, Tone::soft);
        if (!box.how_on.empty()) lines(ui, _("To switch it on"), box.how_on);
    });
}

void unread(Ui& ui, App& app, PostmortemScreen const& screen) {
    ask_for_rights(ui, app, Page::black_box);
    if (screen.unread.empty()) return;
    heading(ui, _("Could not be read"));
    for (auto const& gap : screen.unread) {
        mark_shape(ui, Mark::unknown);
        text(ui, gap_text(gap));
        if (!gap.remedy.empty()) bullet(ui, translate(gap.remedy), Tone::soft, 2);
    }
}

}  // namespace

void black_box_page(Ui& ui, App& app) {
    auto const& screen = app.shown().postmortem;
    bool const in_the_dark = screen.ended == causes::Ended::unknown;
    Said said;
    if (!app.session_error().empty())
        marked_text(ui, Mark::warning, app.session_error(), Size::body);
    verdict(ui, screen);
    if (in_the_dark) unread(ui, app, screen);
    causes_and_questions(ui, app, screen, said);
    last_moments(ui, screen);
    recorder(ui, screen.black_box);
    if (!in_the_dark) unread(ui, app, screen);
    fault_cards(ui, app, Page::black_box);
    finding_lists(ui, app, Page::black_box);
    if (!said.question.empty()) app.tell_of_end(said.question, said.answer);
}

}  // namespace rigcheck::gui
