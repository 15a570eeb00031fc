#include "wizard/screens/postmortem.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/screens/end_timeline.hpp"

namespace rigcheck {
namespace {

using namespace causes;

std::string word_text(Word word) {
    switch (word) {
        case Word::established:
            return _("established");
        case Word::likely:
            return _("likely");
        case Word::possible:
            return _("possible");
        case Word::cannot_be_told_apart:
            return _("cannot be told apart");
    }
    return {};
}

std::vector<std::string> sentences(std::vector<std::string> const& conditions, Signs const& signs) {
    std::vector<std::string> out;
    for (auto const& condition : conditions) out.push_back(condition_text(condition, signs));
    return out;
}

Hint missing_text(std::string const& sign) {
    auto const* const row = find_sign(sign);
    if (row == nullptr) return sign;
    return {translate(row->unknown), row->get.empty() ? std::string() : translate(row->get)};
}

// What only the person can tell is asked, not listed as missing.
bool is_asked(std::string const& sign) {
    for (auto const& question : table().questions) {
        for (auto const& answer : question.answers) {
            if (std::find(answer.signs.begin(), answer.signs.end(), sign) != answer.signs.end())
                return sign != "clean";
        }
    }
    return false;
}

SuspectCard card_of(Suspect const& suspect, Signs const& signs) {
    SuspectCard card{.id = suspect.cause->id,
                     .title = translate(suspect.cause->title),
                     .word = word_text(suspect.word),
                     .because = sentences(suspect.required, signs),
                     .against = sentences(suspect.contradicting, signs),
                     .missing = {},
                     .also = {}};
    for (auto& sentence : sentences(suspect.supporting, signs)) {
        if (std::find(card.because.begin(), card.because.end(), sentence) == card.because.end())
            card.because.push_back(std::move(sentence));
    }
    for (auto const& sign : suspect.missing) {
        if (!is_asked(sign)) card.missing.push_back(missing_text(sign));
    }
    for (auto const& text : suspect.cause->also) card.also.push_back(translate(text));
    return card;
}

std::string verdict_text(Diagnosis const& diagnosis) {
    auto const& suspects = diagnosis.suspects;
    bool const named = !suspects.empty() && suspects.front().word <= Word::likely;
    auto const title = named ? translate(suspects.front().cause->title) : std::string();
    switch (diagnosis.ended) {
        case Ended::first_boot:
            return _(
                "This is the first run that the journal knows; there is no earlier end to look "
                "at.");
        case Ended::orderly:
            return named ? title + '.' : _("The last run ended with a shutdown.");
        case Ended::unexpected:
            if (!named) return _("The last run ended without a shutdown. Why cannot be told yet.");
            return suspects.front().word == Word::established
                       ? fill_in(_("The last run ended without a shutdown: {}."), title)
                       : fill_in(_("The last run ended without a shutdown. Likely: {}."), title);
        case Ended::unknown:
            break;
    }
    return named ? title + '.' : _("How the last run ended is not known.");
}

std::string bracket_text(History const& history) {
    auto const& end = history.previous_end;
    if (!end || end->last_sign_at.empty() || end->next_boot_at.empty()) return {};
    return fill_in(_("Last sign of life: {}. The next start: {}."), clock_text(end->last_sign_at),
                   clock_text(end->next_boot_at));
}

std::vector<QuestionRow> question_rows(Answers const& answers) {
    std::vector<QuestionRow> rows;
    for (auto const& question : table().questions) {
        QuestionRow row{question.id, translate(question.text), {}, {}};
        for (auto const& answer : question.answers)
            row.answers.push_back({answer.id, translate(answer.text)});
        if (auto const given = answers.find(question.id); given != answers.end())
            row.given = given->second;
        rows.push_back(std::move(row));
    }
    return rows;
}

// Whether it ended unexpectedly is asked only where nothing recorded it.
void leave_out_what_is_recorded(std::vector<QuestionRow>& rows, Signs const& signs) {
    auto const clean = signs.find("clean");
    bool const recorded = clean != signs.end() && clean->second.by.source != "person";
    std::erase_if(rows, [&](QuestionRow const& row) { return recorded && row.id == "unexpected"; });
}

std::string heading_of(std::vector<Suspect> const& suspects) {
    if (suspects.empty()) return {};
    if (suspects.front().word == Word::established) return _("What ended it");
    if (suspects.front().word == Word::likely) return _("What most likely ended it");
    return suspects.size() > 1 ? _("What may have ended it; these cannot be told apart")
                               : _("What may have ended it");
}

std::vector<Hint> unread_hints(std::vector<Gap> const& gaps) {
    std::vector<Hint> hints;
    for (auto const& gap : gaps) {
        if (gap.area == "history")
            hints.emplace_back(fill_in(_("{} could not be read."), gap.what), gap.remedy);
    }
    return hints;
}

}  // namespace

std::string condition_text(std::string const& condition, Signs const& signs) {
    std::string_view rest = condition;
    while (!rest.empty()) {
        auto const bar = std::min(rest.find('|'), rest.size());
        std::string const part(rest.substr(0, bar));
        rest.remove_prefix(std::min(bar + 1, rest.size()));
        if (!holds(part, signs).value_or(false)) continue;
        bool const denied = part.starts_with('!');
        auto const id = denied ? part.substr(1) : part;
        auto const* const sign = find_sign(id);
        if (sign == nullptr) return id;
        auto const text = translate(denied ? sign->no : sign->yes);
        auto const& by = signs.at(id).by;
        if (by.source == "person") return fill_in(_("{} (you said)"), text);
        return by.value.empty() ? text : fmt::format("{} ({}: {})", text, by.source, by.value);
    }
    return condition;
}

PostmortemScreen postmortem_screen(Snapshot const& snapshot, Answers const& answers) {
    auto const signs = signs_of(snapshot, answers);
    auto const diagnosis = diagnose(snapshot, answers);
    PostmortemScreen screen;
    screen.ended = diagnosis.ended;
    screen.verdict = verdict_text(diagnosis);
    screen.bracket = bracket_text(snapshot.history);
    screen.suspects_heading = heading_of(diagnosis.suspects);
    for (auto const& suspect : diagnosis.suspects)
        screen.suspects.push_back(card_of(suspect, signs));
    screen.unread = unread_hints(snapshot.gaps);
    screen.timeline = end_timeline(snapshot.history);
    add_end_curves(snapshot.history, screen);
    bool const to_ask = diagnosis.ended != Ended::first_boot && diagnosis.ended != Ended::orderly;
    if (to_ask || !answers.empty()) screen.questions = question_rows(answers);
    leave_out_what_is_recorded(screen.questions, signs);
    if (diagnosis.next.question != nullptr) screen.next_question = diagnosis.next.question->id;
    if (diagnosis.next.test != nullptr) {
        screen.next = translate(diagnosis.next.test->text);
        screen.next_minutes = diagnosis.next.test->minutes;
    }
    return screen;
}

}  // namespace rigcheck
