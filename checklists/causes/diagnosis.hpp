#pragma once

#include <string>
#include <vector>

#include "checklists/causes/conditions.hpp"
#include "checklists/causes/evidence.hpp"
#include "checklists/causes/table.hpp"

// Why did the last run end? As far as the evidence separates the causes, and no further.
namespace rigcheck::causes {

// A cause that the evidence leaves standing.
struct Suspect {
    Cause const* cause = nullptr;
    Word word = Word::possible;
    Conditions required, supporting, contradicting;  // that hold
    std::vector<std::string> missing;                // signs that would count but are not known
    int score = 0;                                   // supporting less contradicting
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
    std::vector<Suspect> suspects;  // the best first
    NextStep next;
};

// Pure.
Diagnosis diagnose(Snapshot const& snapshot, Answers const& answers);
// The same from signs alone; `first_boot`: there was no run before this one.
Diagnosis diagnose(Signs const& signs, bool first_boot = false);

// The causes that the signs leave standing, the best first. A cause that blames is more than
// possible only where everything that would exclude it is known not to be, so that knowing less
// never accuses more. Where the best guesses are supported equally, no guess ranks above another.
std::vector<Suspect> find_suspects(Signs const& signs);

// What would tell most about the suspects that are still guesses.
NextStep next_step(std::vector<Suspect> const& suspects, Ended ended, Signs const& signs);

}  // namespace rigcheck::causes

template <>
struct rigcheck::EnumNames<rigcheck::causes::Ended> {
    static constexpr std::array<char const*, 4> names{"orderly", "unexpected", "unknown",
                                                      "first-boot"};
};
