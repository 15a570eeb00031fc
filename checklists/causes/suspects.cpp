#include <algorithm>

#include "checklists/causes/diagnosis.hpp"

namespace rigcheck::causes {
namespace {

Conditions those_that_hold(Conditions const& conditions, Signs const& signs) {
    Conditions held;
    std::copy_if(conditions.begin(), conditions.end(), std::back_inserter(held),
                 [&](std::string const& condition) { return holds_now(condition, signs); });
    return held;
}

void add_open(Conditions const& conditions, Signs const& signs, std::vector<std::string>& open) {
    for (auto const& condition : conditions) {
        if (holds(condition, signs)) continue;
        for (auto const& sign : signs_in(condition)) {
            bool const listed = std::find(open.begin(), open.end(), sign) != open.end();
            if (!signs.contains(sign) && !listed) open.push_back(sign);
        }
    }
}

std::vector<std::string> missing_signs(Cause const& cause, Signs const& signs) {
    std::vector<std::string> missing;
    add_open(cause.required, signs, missing);
    for (auto const& raise : cause.raise) add_open(raise.when, signs, missing);
    add_open(cause.supporting, signs, missing);
    add_open(cause.excluding, signs, missing);
    add_open(cause.contradicting, signs, missing);
    return missing;
}

Word word_of(Cause const& cause, Signs const& signs) {
    auto const holding = [&](std::string const& condition) { return holds_now(condition, signs); };
    auto const open = [&](std::string const& condition) { return !holds(condition, signs); };
    auto word = cause.word;
    for (auto const& raise : cause.raise) {
        if (std::all_of(raise.when.begin(), raise.when.end(), holding))
            word = std::min(word, raise.word);
    }
    bool const unsure = std::any_of(cause.excluding.begin(), cause.excluding.end(), open);
    return cause.blames && unsure ? std::max(word, Word::possible) : word;
}

std::optional<Suspect> suspect_of(Cause const& cause, Signs const& signs) {
    auto const holding = [&](std::string const& condition) { return holds_now(condition, signs); };
    bool const all = std::all_of(cause.required.begin(), cause.required.end(), holding);
    bool const none = std::none_of(cause.excluding.begin(), cause.excluding.end(), holding);
    if (!all || !none) return std::nullopt;
    Suspect suspect{.cause = &cause,
                    .word = word_of(cause, signs),
                    .required = cause.required,
                    .supporting = those_that_hold(cause.supporting, signs),
                    .contradicting = those_that_hold(cause.contradicting, signs),
                    .missing = missing_signs(cause, signs),
                    .score = 0};
    suspect.score = static_cast<int>(suspect.supporting.size()) -
                    static_cast<int>(suspect.contradicting.size());
    return suspect;
}

std::vector<Suspect> standing(Signs const& signs, bool last_resort) {
    std::vector<Suspect> suspects;
    for (auto const& cause : table().causes) {
        if (cause.last_resort != last_resort) continue;
        if (auto suspect = suspect_of(cause, signs)) suspects.push_back(std::move(*suspect));
    }
    return suspects;
}

// What is established stays: two things can both be so.
void level_ties(std::vector<Suspect>& suspects) {
    auto const guess = std::find_if(suspects.begin(), suspects.end(),
                                    [](Suspect const& s) { return s.word != Word::established; });
    if (suspects.end() - guess < 2) return;
    auto const& next = *(guess + 1);
    if (guess->word != next.word || guess->score != next.score) return;
    std::for_each(guess, suspects.end(), [](Suspect& s) { s.word = Word::cannot_be_told_apart; });
}

}  // namespace

std::vector<Suspect> find_suspects(Signs const& signs) {
    auto suspects = standing(signs, false);
    if (suspects.empty()) suspects = standing(signs, true);
    std::stable_sort(suspects.begin(), suspects.end(), [](Suspect const& a, Suspect const& b) {
        return std::pair(a.word, -a.score) < std::pair(b.word, -b.score);
    });
    level_ties(suspects);
    return suspects;
}

}  // namespace rigcheck::causes
