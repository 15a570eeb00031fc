// What must hold for any evidence, whatever it is: random sets of signs, with fixed seeds.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "checklists/causes/diagnosis.hpp"
#include "tests/support/last_end.hpp"

namespace rigcheck::causes {
namespace {

constexpr int kRounds = 3000;

// Each sign is seen, denied or open; how many are known differs from set to set.
class RandomSigns {
public:
    explicit RandomSigns(unsigned seed) : random_(seed) {}

    Signs next() {
        auto const known = std::uniform_int_distribution(1, 9)(random_);
        Signs signs;
        for (auto const& sign : table().signs) {
            if (std::uniform_int_distribution(0, 9)(random_) >= known) continue;
            signs[sign.id] = {std::bernoulli_distribution(0.5)(random_), {"test", {}}};
        }
        // Most of the table is about an end without a shutdown.
        if (std::bernoulli_distribution(0.7)(random_)) signs["clean"] = {false, {"test", {}}};
        return signs;
    }

private:
    std::mt19937 random_;
};

bool accuses(Suspect const& suspect) {
    return suspect.cause->blames && suspect.word <= Word::likely;
}

bool accuses(std::vector<Suspect> const& suspects) {
    return std::any_of(suspects.begin(), suspects.end(),
                       [](Suspect const& suspect) { return accuses(suspect); });
}

Suspect const* find(std::vector<Suspect> const& suspects, Cause const* cause) {
    auto const at = std::find_if(suspects.begin(), suspects.end(),
                                 [&](Suspect const& suspect) { return suspect.cause == cause; });
    return at == suspects.end() ? nullptr : &*at;
}

bool names(Conditions const& conditions, std::string const& sign) {
    return std::any_of(conditions.begin(), conditions.end(), [&](std::string const& condition) {
        auto const signs = signs_in(condition);
        return std::find(signs.begin(), signs.end(), sign) != signs.end();
    });
}

TEST_CASE("every suspect has all that its cause requires and nothing that excludes it",
          "[causes]") {
    RandomSigns random(1);
    for (int round = 0; round < kRounds; ++round) {
        auto const signs = random.next();
        for (auto const& suspect : find_suspects(signs)) {
            for (auto const& condition : suspect.cause->required)
                REQUIRE(holds_now(condition, signs));
            for (auto const& condition : suspect.cause->excluding)
                REQUIRE_FALSE(holds_now(condition, signs));
            for (auto const& sign : suspect.missing) REQUIRE_FALSE(signs.contains(sign));
            REQUIRE(suspect.score == static_cast<int>(suspect.supporting.size()) -
                                         static_cast<int>(suspect.contradicting.size()));
        }
    }
}

TEST_CASE("the same evidence always gives the same answer", "[causes]") {
    RandomSigns random(2);
    for (int round = 0; round < kRounds; ++round) {
        auto const signs = random.next();
        auto const one = diagnose(signs);
        auto const other = diagnose(signs);
        REQUIRE(test::said(one) == test::said(other));
        REQUIRE(one.next.question == other.next.question);
        REQUIRE(one.next.test == other.next.test);
    }
}

TEST_CASE("an end without a shutdown always has a suspect and something to do next", "[causes]") {
    RandomSigns random(3);
    for (int round = 0; round < kRounds; ++round) {
        auto const signs = random.next();
        auto const diagnosis = diagnose(signs);
        if (diagnosis.ended == Ended::unexpected) {
            REQUIRE_FALSE(diagnosis.suspects.empty());
            bool const next = diagnosis.next.test != nullptr || diagnosis.next.question != nullptr;
            REQUIRE(next);
        }
        auto const* const question = diagnosis.next.question;
        if (question == nullptr) continue;
        for (auto const& answer : question->answers) {
            for (auto const& sign : answer.signs) REQUIRE_FALSE(signs.contains(sign));
        }
    }
}

TEST_CASE("the better word stands first, and no guess ranks above a tied one", "[causes]") {
    RandomSigns random(4);
    for (int round = 0; round < kRounds; ++round) {
        auto const suspects = find_suspects(random.next());
        REQUIRE(std::is_sorted(suspects.begin(), suspects.end(),
                               [](Suspect const& a, Suspect const& b) { return a.word < b.word; }));
        if (!test::has_ties(suspects)) continue;
        for (auto const& suspect : suspects) {
            bool const guess = suspect.word == Word::likely || suspect.word == Word::possible;
            REQUIRE_FALSE(guess);
        }
    }
}

TEST_CASE("knowing less never accuses anybody", "[causes]") {
    RandomSigns random(5);
    int compared = 0;
    for (int round = 0; round < kRounds; ++round) {
        auto const signs = random.next();
        auto const suspects = find_suspects(signs);
        if (accuses(suspects) || test::has_ties(suspects)) continue;
        for (auto const& [sign, told] : signs) {
            auto less = signs;
            less.erase(sign);
            INFO(sign);
            auto const now = find_suspects(less);
            CAPTURE(test::said({Ended::unknown, now, {}}));
            REQUIRE_FALSE(accuses(now));
            ++compared;
        }
    }
    CHECK(compared > kRounds);
}

TEST_CASE("knowing more never takes an accusation back, except where it ties with another",
          "[causes]") {
    RandomSigns random(6);
    for (int round = 0; round < kRounds / 10; ++round) {
        auto const signs = random.next();
        auto const before = find_suspects(signs);
        for (auto const& row : table().signs) {
            if (signs.contains(row.id)) continue;
            for (bool const yes : {true, false}) {
                auto more = signs;
                more[row.id] = {yes, {"test", {}}};
                auto const after = find_suspects(more);
                if (test::has_ties(after)) continue;
                for (auto const& suspect : before) {
                    if (!accuses(suspect)) continue;
                    auto const* const still = find(after, suspect.cause);
                    INFO(suspect.cause->id << " and " << row.id);
                    REQUIRE(still != nullptr);
                    REQUIRE(still->word <= suspect.word);
                }
            }
        }
    }
}

TEST_CASE("evidence for a cause never lowers it", "[causes]") {
    RandomSigns random(7);
    for (int round = 0; round < kRounds; ++round) {
        auto const signs = random.next();
        for (auto const& suspect : find_suspects(signs)) {
            for (auto const& condition : suspect.cause->supporting) {
                if (condition.find_first_of("|!") != std::string::npos) continue;
                bool const mixed = names(suspect.cause->excluding, condition) ||
                                   names(suspect.cause->contradicting, condition);
                if (signs.contains(condition) || mixed) continue;
                auto more = signs;
                more[condition] = {true, {"test", {}}};
                auto const after = find_suspects(more);
                auto const* const still = find(after, suspect.cause);
                // A last resort gives way where something explains the end.
                if (still == nullptr && suspect.cause->last_resort) continue;
                INFO(suspect.cause->id << " with " << condition);
                REQUIRE(still != nullptr);
                REQUIRE(still->score == suspect.score + 1);
                if (!test::has_ties(after)) REQUIRE(still->word <= suspect.word);
            }
        }
    }
}

TEST_CASE("every cause of the table can be reached", "[causes]") {
    for (auto const& cause : table().causes) {
        Signs signs;
        for (auto const& condition : cause.required) {
            auto const first = condition.substr(0, condition.find('|'));
            bool const yes = !first.starts_with('!');
            signs[yes ? first : first.substr(1)] = {yes, {"test", {}}};
        }
        INFO(cause.id);
        CHECK(find(find_suspects(signs), &cause) != nullptr);
    }
}

// Section 0.10: heat and watts show how things stood, not why it ended.
TEST_CASE("nothing is established by temperature, power or memory of a person", "[causes]") {
    std::set<std::string> const context{
        "recorded",      "hot",       "cold",      "vrm-hot",         "ramp",
        "under-load",    "at-idle",   "repeated",  "came-back-alone", "stayed-off",
        "latched",       "froze",     "early-zen", "others-blinked",  "plug-touched",
        "power-removed", "suspended", "hang"};
    RandomSigns random(8);
    for (int round = 0; round < kRounds; ++round) {
        auto signs = random.next();
        std::erase_if(signs, [&](auto const& entry) { return !context.contains(entry.first); });
        signs["clean"] = {false, {"test", {}}};
        for (auto const& suspect : find_suspects(signs)) {
            INFO(suspect.cause->id);
            REQUIRE(suspect.word != Word::established);
        }
    }
}

// Section 0.2: a supply that trips, a pulled plug and lost mains leave the same trace.
TEST_CASE("supply, plug and mains are not told apart without grounds", "[causes]") {
    std::set<std::string> const grounds{"others-blinked", "plug-touched", "cold", "ramp"};
    std::set<std::string> const silent{"power-removed", "repeated",   "under-load", "at-idle",
                                       "latched",       "stayed-off", "early-zen",  "recorded"};
    RandomSigns random(9);
    for (int round = 0; round < kRounds; ++round) {
        auto signs = random.next();
        std::erase_if(signs, [&](auto const& entry) { return !silent.contains(entry.first); });
        signs["clean"] = {false, {"test", {}}};
        auto const suspects = find_suspects(signs);
        std::set<std::string> ids;
        for (auto const& suspect : suspects) {
            ids.insert(suspect.cause->id);
            REQUIRE(suspect.word == Word::cannot_be_told_apart);
        }
        for (auto const* const id : {"psu-trip", "mains-loss", "plug"}) REQUIRE(ids.contains(id));
    }
    for (auto const* const id : {"psu-protection", "psu-restart", "mains", "plug-touched"}) {
        auto const& causes = table().causes;
        auto const cause = std::find_if(causes.begin(), causes.end(),
                                        [&](Cause const& row) { return row.id == id; });
        REQUIRE(cause != causes.end());
        CHECK(std::any_of(grounds.begin(), grounds.end(),
                          [&](std::string const& sign) { return names(cause->required, sign); }));
    }
}

}  // namespace
}  // namespace rigcheck::causes
