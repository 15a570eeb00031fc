#include <algorithm>

#include "checklists/causes/diagnosis.hpp"

namespace rigcheck::causes {
namespace {

using Suspects = std::vector<Suspect>;

bool speaks_of(Conditions const& conditions, std::string const& sign) {
    return std::any_of(conditions.begin(), conditions.end(), [&](std::string const& condition) {
        auto const named = signs_in(condition);
        return std::find(named.begin(), named.end(), sign) != named.end();
    });
}

bool depends_on(Cause const& cause, std::string const& sign) {
    return speaks_of(cause.required, sign) || speaks_of(cause.excluding, sign) ||
           speaks_of(cause.supporting, sign) || speaks_of(cause.contradicting, sign) ||
           std::any_of(cause.raise.begin(), cause.raise.end(),
                       [&](Raise const& raise) { return speaks_of(raise.when, sign); });
}

// Open, and an answer would move one of the guesses.
bool is_worth_asking(Question const& question, Suspects const& guesses, Signs const& signs) {
    bool moves = false;
    for (auto const& answer : question.answers) {
        for (auto const& sign : answer.signs) {
            if (signs.contains(sign)) return false;
            moves = moves || std::any_of(guesses.begin(), guesses.end(), [&](Suspect const& guess) {
                        return depends_on(*guess.cause, sign);
                    });
        }
    }
    return moves;
}

bool calls_for(Suspect const& suspect, std::string const& test) {
    auto const& tests = suspect.cause->tests;
    return std::find(tests.begin(), tests.end(), test) != tests.end();
}

// In the order of the suspects; none that was done already.
std::vector<Test const*> tests_of(Suspects const& suspects, Signs const& signs) {
    std::vector<Test const*> tests;
    for (auto const& suspect : suspects) {
        for (auto const& id : suspect.cause->tests) {
            auto const* const test = find_test(id);
            bool const done = test == nullptr ||
                              (!test->unless.empty() && holds_now(test->unless, signs)) ||
                              std::find(tests.begin(), tests.end(), test) != tests.end();
            if (!done) tests.push_back(test);
        }
    }
    return tests;
}

// The best guess, with those that cannot be told from it, or else the one after it.
Suspects best_of(Suspects const& guesses) {
    Suspects best;
    for (auto const& guess : guesses) {
        bool const tied =
            guess.word == guesses.front().word && guess.score == guesses.front().score;
        if (best.size() < 2 || tied) best.push_back(guess);
    }
    return best;
}

// Of a clear best guess its own first test; of tied ones the quickest. A test that all of them call
// for would not tell them apart.
Test const* test_between(Suspects const& guesses, Signs const& signs) {
    auto const best = best_of(guesses);
    auto tests = tests_of(best, signs);
    auto const shared = [&](Test const* test) {
        return std::all_of(best.begin(), best.end(),
                           [&](Suspect const& suspect) { return calls_for(suspect, test->id); });
    };
    auto apart = tests;
    if (best.size() > 1) std::erase_if(apart, shared);
    if (!apart.empty()) tests = apart;
    if (tests.empty()) return nullptr;
    bool const tied =
        best.size() > 1 && best[0].word == best[1].word && best[0].score == best[1].score;
    if (!tied) return tests.front();
    return *std::min_element(tests.begin(), tests.end(),
                             [](Test const* a, Test const* b) { return a->minutes < b->minutes; });
}

}  // namespace

NextStep next_step(Suspects const& suspects, Ended ended, Signs const& signs) {
    NextStep next;
    if (suspects.empty()) {
        if (ended == Ended::unknown) next.question = find_question("unexpected");
        return next;
    }
    auto guesses = suspects;
    std::erase_if(guesses, [](Suspect const& s) { return s.word == Word::established; });
    for (auto const& question : table().questions) {
        if (!is_worth_asking(question, guesses, signs)) continue;
        next.question = &question;
        break;
    }
    next.test = test_between(guesses.empty() ? suspects : guesses, signs);
    return next;
}

}  // namespace rigcheck::causes
