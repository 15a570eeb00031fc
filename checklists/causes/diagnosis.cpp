#include "checklists/causes/diagnosis.hpp"

#include <algorithm>

namespace rigcheck::causes {
namespace {

using Conditions = std::vector<std::string>;

// Calls `take(sign, wanted)` for each sign of a condition.
template <class Take>
void for_each_sign(std::string_view condition, Take const& take) {
    while (!condition.empty()) {
        auto const bar = std::min(condition.find('|'), condition.size());
        auto part = condition.substr(0, bar);
        bool const wanted = !part.starts_with('!');
        if (!wanted) part.remove_prefix(1);
        take(std::string(part), wanted);
        condition.remove_prefix(std::min(bar + 1, condition.size()));
    }
}

bool hold(std::string const& condition, Signs const& signs) {
    return holds(condition, signs).value_or(false);
}

Conditions those_that_hold(Conditions const& conditions, Signs const& signs) {
    Conditions held;
    std::copy_if(conditions.begin(), conditions.end(), std::back_inserter(held),
                 [&](std::string const& condition) { return hold(condition, signs); });
    return held;
}

void add_open(Conditions const& conditions, Signs const& signs, Conditions& open) {
    for (auto const& condition : conditions) {
        if (holds(condition, signs)) continue;
        for_each_sign(condition, [&](std::string const& sign, bool) {
            bool const known = std::find(open.begin(), open.end(), sign) != open.end();
            if (!signs.contains(sign) && !known) open.push_back(sign);
        });
    }
}

std::optional<Suspect> suspect_of(Cause const& cause, Signs const& signs) {
    auto const holds_now = [&](std::string const& condition) { return hold(condition, signs); };
    bool const all = std::all_of(cause.required.begin(), cause.required.end(), holds_now);
    bool const none = std::none_of(cause.excluding.begin(), cause.excluding.end(), holds_now);
    if (!all || !none) return std::nullopt;
    Suspect suspect;
    suspect.cause = &cause;
    suspect.word = cause.word;
    for (auto const& raise : cause.raise) {
        if (std::all_of(raise.when.begin(), raise.when.end(), holds_now)) suspect.word = raise.word;
    }
    suspect.required = cause.required;
    suspect.supporting = those_that_hold(cause.supporting, signs);
    suspect.contradicting = those_that_hold(cause.contradicting, signs);
    suspect.score = static_cast<int>(suspect.supporting.size()) -
                    static_cast<int>(suspect.contradicting.size());
    add_open(cause.required, signs, suspect.missing);
    add_open(cause.supporting, signs, suspect.missing);
    add_open(cause.excluding, signs, suspect.missing);
    return suspect;
}

std::vector<Suspect> all_suspects(Signs const& signs, bool last_resort) {
    std::vector<Suspect> suspects;
    for (auto const& cause : table().causes) {
        if (cause.last_resort != last_resort) continue;
        if (auto suspect = suspect_of(cause, signs)) suspects.push_back(std::move(*suspect));
    }
    return suspects;
}

// Guesses that the evidence supports equally are no ranking. What is established stays: two things
// can both be so.
void level_ties(std::vector<Suspect>& suspects) {
    for (std::size_t i = 0; i + 1 < suspects.size(); ++i) {
        auto& one = suspects[i];
        auto& next = suspects[i + 1];
        bool const guess = one.word == Word::likely || one.word == Word::possible;
        if (!guess || one.word != next.word || one.score != next.score) continue;
        auto const word = one.word;
        auto const score = one.score;
        for (auto& suspect : suspects) {
            if (suspect.word == word && suspect.score == score)
                suspect.word = Word::cannot_be_told_apart;
        }
    }
}

std::vector<Suspect> find_suspects(Signs const& signs) {
    auto suspects = all_suspects(signs, false);
    auto const is_grounded = [](Suspect const& s) { return s.word <= Word::likely; };
    if (std::any_of(suspects.begin(), suspects.end(), is_grounded)) {
        suspects.erase(std::remove_if(suspects.begin(), suspects.end(),
                                      [&](Suspect const& s) { return !is_grounded(s); }),
                       suspects.end());
    } else {
        auto rest = all_suspects(signs, true);
        std::move(rest.begin(), rest.end(), std::back_inserter(suspects));
    }
    std::stable_sort(suspects.begin(), suspects.end(), [](Suspect const& a, Suspect const& b) {
        return std::pair(a.word, -a.score) < std::pair(b.word, -b.score);
    });
    level_ties(suspects);
    return suspects;
}

bool speaks_of(Conditions const& conditions, std::string const& sign) {
    return std::any_of(conditions.begin(), conditions.end(), [&](std::string const& condition) {
        bool found = false;
        for_each_sign(condition,
                      [&](std::string const& named, bool) { found = found || named == sign; });
        return found;
    });
}

bool depends_on(Cause const& cause, std::string const& sign) {
    return speaks_of(cause.required, sign) || speaks_of(cause.excluding, sign) ||
           speaks_of(cause.supporting, sign) || speaks_of(cause.contradicting, sign) ||
           std::any_of(cause.raise.begin(), cause.raise.end(),
                       [&](Raise const& raise) { return speaks_of(raise.when, sign); });
}

// Open, and an answer would move one of the suspects.
bool is_worth_asking(Question const& question, std::vector<Suspect> const& suspects,
                     Signs const& signs) {
    for (auto const& answer : question.answers) {
        for (auto const& sign : answer.signs) {
            if (signs.contains(sign)) return false;
            if (std::any_of(suspects.begin(), suspects.end(), [&](Suspect const& suspect) {
                    return depends_on(*suspect.cause, sign);
                }))
                return true;
        }
    }
    return false;
}

Test const* first_test_of(Cause const& cause) {
    return cause.tests.empty() ? nullptr : find_test(cause.tests.front());
}

// The quickest that only one of the two best calls for.
Test const* test_between(Cause const& one, Cause const& other) {
    Test const* best = nullptr;
    auto const consider = [&](Cause const& from, Cause const& against) {
        for (auto const& id : from.tests) {
            auto const* const test = find_test(id);
            bool const both =
                std::find(against.tests.begin(), against.tests.end(), id) != against.tests.end();
            if (test != nullptr && !both && (best == nullptr || test->minutes < best->minutes))
                best = test;
        }
    };
    consider(one, other);
    consider(other, one);
    return best;
}

NextStep next_step(std::vector<Suspect> const& suspects, Ended ended, Signs const& signs) {
    NextStep next;
    if (suspects.empty()) {
        if (ended == Ended::unknown) next.question = find_question("unexpected");
        return next;
    }
    auto const& best = suspects.front();
    if (best.word != Word::established) {
        for (auto const& question : table().questions) {
            if (!is_worth_asking(question, suspects, signs)) continue;
            next.question = &question;
            break;
        }
    }
    bool const tied = suspects.size() > 1 && best.word != Word::established;
    next.test = tied ? test_between(*best.cause, *suspects[1].cause) : first_test_of(*best.cause);
    return next;
}

// The host of a virtual machine may take its power away at any time, so that nothing can be guessed
// from a log that stops.
void keep_what_was_recorded(Diagnosis& diagnosis) {
    std::erase_if(diagnosis.suspects, [](Suspect const& s) { return s.word > Word::likely; });
    diagnosis.next.question = nullptr;
    if (diagnosis.suspects.empty()) diagnosis.next.test = nullptr;
}

}  // namespace

std::optional<bool> holds(std::string const& condition, Signs const& signs) {
    bool open = false;
    bool any = false;
    for_each_sign(condition, [&](std::string const& sign, bool wanted) {
        auto const told = signs.find(sign);
        open = open || told == signs.end();
        any = any || (told != signs.end() && told->second.yes == wanted);
    });
    if (any) return true;
    return open ? std::nullopt : std::optional(false);
}

Diagnosis diagnose(Signs const& signs, bool first_boot) {
    Diagnosis diagnosis;
    if (first_boot) {
        diagnosis.ended = Ended::first_boot;
        return diagnosis;
    }
    if (auto const clean = holds("clean", signs))
        diagnosis.ended = *clean ? Ended::orderly : Ended::unexpected;
    diagnosis.suspects = find_suspects(signs);
    diagnosis.next = next_step(diagnosis.suspects, diagnosis.ended, signs);
    return diagnosis;
}

Diagnosis diagnose(Snapshot const& snapshot, Answers const& answers) {
    // A single run in a journal that is not kept over restarts says nothing of earlier ones.
    bool const kept = std::none_of(snapshot.gaps.begin(), snapshot.gaps.end(), [](Gap const& gap) {
        return gap.area == "history" && gap.what.find("journal") != std::string::npos;
    });
    auto const& history = snapshot.history;
    bool const first = kept && history.boots.size() == 1 && !history.previous_end;
    auto diagnosis = diagnose(signs_of(snapshot, answers), first && answers.empty());
    if (snapshot.platform.virtualization) keep_what_was_recorded(diagnosis);
    return diagnosis;
}

}  // namespace rigcheck::causes
