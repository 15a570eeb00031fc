#pragma once

#include <string>
#include <vector>

#include "checklists/causes/diagnosis.hpp"
#include "wizard/screens/hint.hpp"
#include "wizard/screens/overview.hpp"

// The causes that the evidence leaves standing, as a person reads them.
namespace rigcheck {

// Something that speaks for or against a cause.
struct Reason {
    std::string condition;      // of the cause table: "!clean"
    std::string text;           // "The log stops without a shutdown"
    std::string source, value;  // where that was read; the source is "person" for an answer

    std::string sentence() const;  // text, source and value
};

// What is not known and would count.
struct OpenSign {
    std::string sign;
    Hint words;  // what is not known, and what would tell it
};

struct SuspectCard {
    std::string id, title;
    causes::Word level = causes::Word::possible;
    std::string word;  // "likely"
    Mark mark = Mark::none;
    std::vector<Reason> required, supporting, contradicting;
    std::vector<OpenSign> missing;
    std::vector<std::string> also;  // what shows the same signs
};

struct Suspects {
    std::string heading;
    std::vector<SuspectCard> cards;
    // Of several cards, what is true of more than one stands here once, and the lists below are
    // what remains for each.
    std::vector<std::string> shared;  // speaks for all of them
    std::vector<Hint> missing;        // concerns several

    // What is said on one card alone.
    std::vector<std::string> because(SuspectCard const& card) const;
    std::vector<std::string> against(SuspectCard const& card) const;
    std::vector<Hint> open(SuspectCard const& card) const;
};

Suspects suspects_of(causes::Diagnosis const& diagnosis, causes::Signs const& signs);

}  // namespace rigcheck
