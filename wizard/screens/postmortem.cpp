#include "wizard/screens/postmortem.hpp"

#include <algorithm>
#include <cctype>

#include "checklists/causes/moment.hpp"
#include "wizard/po/language.hpp"
#include "wizard/screens/spans.hpp"

namespace rigcheck {
namespace {

using namespace causes;

// A title goes on in a sentence: "the mains failed". In Chinese there is nothing to change.
std::string inside_sentence(std::string title) {
    bool const word = title.size() > 1 && std::islower(static_cast<unsigned char>(title[1])) != 0;
    bool const article = title.starts_with("A ");
    if (word || article)
        title[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(title[0])));
    return title;
}

std::string verdict_text(Diagnosis const& diagnosis, Suspects const& suspects) {
    if (diagnosis.ended == Ended::first_boot)
        return _("This is the first run that the journal knows; there is no earlier end.");
    bool const named = !suspects.cards.empty() && suspects.cards.front().level <= Word::likely;
    if (diagnosis.ended == Ended::unexpected) {
        if (!named) return _("The last run ended without a shutdown; why cannot be told yet.");
        auto const title = inside_sentence(suspects.cards.front().title);
        return suspects.cards.front().level == Word::established
                   ? fill_in(_("The last run ended without a shutdown: {}."), title)
                   : fill_in(_("The last run ended without a shutdown, most likely for this: {}."),
                             title);
    }
    // An orderly end is worth a word of its own only where nothing else is known beside it.
    auto const told = std::find_if(
        suspects.cards.begin(), suspects.cards.end(),
        [](SuspectCard const& card) { return card.level <= Word::likely && card.id != "orderly"; });
    if (told != suspects.cards.end()) return told->title + '.';
    return diagnosis.ended == Ended::orderly
               ? _("The last run ended with a shutdown, as it should.")
               : _("How the last run ended is not known.");
}

// An end that nobody ordered may have been a hand on the button; it is worse where something is to
// blame.
Mark mark_of_end(Diagnosis const& diagnosis) {
    auto const& suspects = diagnosis.suspects;
    bool const hardware = std::any_of(suspects.begin(), suspects.end(), [](Suspect const& s) {
        return s.cause->hardware && s.word == Word::established;
    });
    bool const blames = std::any_of(suspects.begin(), suspects.end(), [](Suspect const& s) {
        return s.cause->blames && s.word <= Word::likely;
    });
    if (hardware) return Mark::critical;
    if (blames) return Mark::warning;
    switch (diagnosis.ended) {
        case Ended::orderly:
            return Mark::fine;
        case Ended::unexpected:
            return Mark::notice;
        case Ended::unknown:
            return Mark::unknown;
        case Ended::first_boot:
            break;
    }
    return Mark::none;
}

std::string about_text(Snapshot const& snapshot, Diagnosis const& diagnosis) {
    if (snapshot.platform.virtualization && diagnosis.ended != Ended::orderly)
        return _(
            "This is a virtual machine: its host may switch it off at any time, and the parts "
            "of the host cannot be seen from here. Only what its own kernel recorded counts.");
    if (diagnosis.ended == Ended::first_boot)
        return _(
            "From now on each end can be looked at, as long as the journal is kept and, "
            "better still, the black box is on.");
    if (diagnosis.ended == Ended::unknown && diagnosis.suspects.empty())
        return _(
            "Nothing that can be read here tells it: no log of the run before this one, no "
            "record of the kernel, no black box.");
    return {};
}

std::string bracket_text(History const& history) {
    auto const& end = history.previous_end;
    if (!end) return {};
    auto const last = seconds_of(end->last_sign_at);
    auto const next = seconds_of(end->next_boot_at);
    if (!last || !next) return {};
    auto const text = fill_in(_("Last sign of life: {}. The next start: {}."),
                              clock_text(end->last_sign_at), clock_text(end->next_boot_at));
    return *next < *last
               ? text
               : text + ' ' +
                     fill_in(_("It ended within the {} between them."), span_text(*next - *last));
}

// Where a person is asked, and of what: nothing that the machine itself recorded, and nothing
// where the answer is known.
std::vector<QuestionRow> question_rows(Snapshot const& snapshot, Diagnosis const& diagnosis,
                                       Signs const& signs, Answers const& answers) {
    auto const is_seen = [&](char const* sign) {
        auto const at = signs.find(sign);
        return at != signs.end() && at->second.yes && at->second.by.source != "person";
    };
    auto const clean = signs.find("clean");
    bool const recorded = clean != signs.end() && clean->second.by.source != "person";
    bool const orderly = diagnosis.ended == Ended::orderly;
    bool const settled = orderly && !is_seen("key");
    bool const nothing = diagnosis.ended == Ended::first_boot ||
                         snapshot.platform.virtualization.has_value() ||
                         (settled && answers.empty());
    std::vector<QuestionRow> rows;
    for (auto const& question : table().questions) {
        auto const given = answers.find(question.id);
        bool const is_given = given != answers.end();
        bool const fits = question.id == "unexpected" ? !recorded
                          : orderly                   ? question.id == "button"
                                                      : true;
        if (nothing || (!fits && !is_given)) continue;
        QuestionRow row{question.id, translate(question.text), {}, is_given ? given->second : ""};
        for (auto const& answer : question.answers)
            row.answers.push_back({answer.id, translate(answer.text)});
        rows.push_back(std::move(row));
    }
    return rows;
}

// The one that the causes depend on most; of an orderly end the key alone can be doubted.
std::string next_question_of(Diagnosis const& diagnosis, PostmortemScreen const& screen) {
    auto const open = [&](std::string const& id) {
        auto const* const row = find_question(screen, id);
        return row != nullptr && row->given.empty();
    };
    if (diagnosis.next.question != nullptr && open(diagnosis.next.question->id))
        return diagnosis.next.question->id;
    bool const doubt = diagnosis.ended == Ended::orderly && open("button");
    return doubt ? "button" : "";
}

std::vector<Gap> unread_of(std::vector<Gap> const& gaps) {
    constexpr std::size_t kMost = 12;
    std::vector<Gap> unread;
    for (auto const& gap : gaps) {
        if (gap.area == "history" && unread.size() < kMost) unread.push_back(gap);
    }
    return unread;
}

}  // namespace

QuestionRow const* find_question(PostmortemScreen const& screen, std::string const& id) {
    auto const at = std::find_if(screen.questions.begin(), screen.questions.end(),
                                 [&](QuestionRow const& row) { return row.id == id; });
    return at == screen.questions.end() ? nullptr : &*at;
}

PostmortemScreen postmortem_screen(Snapshot const& snapshot, Answers const& answers) {
    auto const signs = signs_of(snapshot, answers);
    auto const diagnosis = diagnose(snapshot, answers);
    PostmortemScreen screen;
    screen.ended = diagnosis.ended;
    screen.mark = mark_of_end(diagnosis);
    screen.suspects = suspects_of(diagnosis, signs);
    screen.verdict = verdict_text(diagnosis, screen.suspects);
    screen.about = about_text(snapshot, diagnosis);
    screen.bracket = bracket_text(snapshot.history);
    screen.questions = question_rows(snapshot, diagnosis, signs, answers);
    screen.next_question = next_question_of(diagnosis, screen);
    if (auto const* const test = diagnosis.next.test)
        screen.next_test = {test->id, translate(test->text), test->minutes};
    screen.timeline = end_timeline(snapshot.history);
    if (auto const* const boot = previous_boot(snapshot.history))
        screen.last_lines = boot->last_lines;
    screen.curves = end_curves(snapshot.history);
    screen.black_box = black_box_state(snapshot.history);
    screen.unread = unread_of(snapshot.gaps);
    return screen;
}

}  // namespace rigcheck
