#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/causes/evidence.hpp"
#include "checklists/causes/table.hpp"

// Why did the last run end? As far as the evidence separates the causes, and no further.
namespace rigcheck::causes {

// A cause that the evidence leaves standing. Conditions as in the table.
struct Suspect {
    Cause const* cause = nullptr;
    Word word = Word::possible;
    std::vector<std::string> required, supporting, contradicting;  // that hold
    std::vector<std::string> missing;  // signs that would count but are not known
    int score = 0;                     // supporting less contradicting
};

// The next thing to do: ask the person, which costs nothing, and the test that tells most as things
// stand. Either may be missing.
struct NextStep {
    Question const* question = nullptr;
    Test const* test = nullptr;
};

enum class Ended { orderly, unexpected, unknown, first_boot };

struct Diagnosis {
    Ended ended = Ended::unknown;
    // The best first. More than one of the same word cannot be told apart.
    std::vector<Suspect> suspects;
    NextStep next;
};

// Pure.
Diagnosis diagnose(Snapshot const& snapshot, Answers const& answers);
// The same from signs alone; `first_boot`: there was no run before this one.
Diagnosis diagnose(Signs const& signs, bool first_boot = false);

// Does the condition hold: true, known not to, or empty where its signs are open?
std::optional<bool> holds(std::string const& condition, Signs const& signs);

}  // namespace rigcheck::causes

template <>
struct rigcheck::EnumNames<rigcheck::causes::Ended> {
    static constexpr std::array<char const*, 4> names{"orderly", "unexpected", "unknown",
                                                      "first-boot"};
};
