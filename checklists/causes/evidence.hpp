#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checklists/rules/verdict.hpp"
#include "probe/facts/snapshot.hpp"

// What speaks for and against the causes of the last end: signs of the cause table, each seen,
// denied or open.
namespace rigcheck::causes {

// One sign that something told us. Without an entry nothing did.
struct Told {
    bool yes = false;
    Evidence by;  // where it was read, or "person"
};
using Signs = std::map<std::string, Told>;

// What the person said of the last end: question -> answer, ids of the cause table.
using Answers = std::map<std::string, std::string>;

// "question: no such question", "question: expected one of …"; empty where all of them are.
std::string complaint(Answers const& answers);

// The signs that the machine and the person tell. Pure.
Signs signs_of(Snapshot const& snapshot, Answers const& answers);

// Of the journal: the run that ended and the one that goes on, or null where they are not known.
Boot const* previous_boot(History const& history);
Boot const* running_boot(History const& history);
// The black box of the run that ended, or null.
BlackBoxRun const* black_box_of_end(History const& history);

}  // namespace rigcheck::causes
