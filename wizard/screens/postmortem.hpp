#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/causes/diagnosis.hpp"
#include "wizard/screens/hint.hpp"

// Why did the last run end? What the black box screen shows; the command line prints the same.
namespace rigcheck {

struct SuspectCard {
    std::string id;
    std::string title;
    std::string word;  // "likely"
    std::vector<std::string>
        because;  // "Power was really taken from the drives (drive nvme0n1: …)"
    std::vector<std::string> against;
    std::vector<Hint> missing;      // what is not known, and how to find out
    std::vector<std::string> also;  // what shows the same signs
};

struct TimelineRow {
    std::string at;    // UTC; empty where unknown
    std::string what;  // a sentence
    std::string line;  // as logged; may be empty
};

// A channel of the black box near the end.
struct EndCurve {
    std::string name, unit;
    std::vector<double> seconds;  // before the last record: -120 … 0
    std::vector<double> values;
    std::optional<double> limit;
};

struct AnswerRow {
    std::string id, text;
};
struct QuestionRow {
    std::string id, text;
    std::vector<AnswerRow> answers;
    std::string given;  // id; empty: not answered
};

struct PostmortemScreen {
    causes::Ended ended = causes::Ended::unknown;
    std::string verdict;  // one sentence
    std::string bracket;  // between which moments it ended; empty where unknown
    std::string suspects_heading;
    std::vector<SuspectCard> suspects;
    std::vector<QuestionRow> questions;
    std::string next_question;        // id of the one that tells most now; may be empty
    std::optional<std::string> next;  // the next test, as a sentence
    std::optional<int> next_minutes;
    std::vector<TimelineRow> timeline;
    std::vector<EndCurve> temperatures, powers;
    std::vector<Hint> unread;  // what could not be read, with what would give it
};

PostmortemScreen postmortem_screen(Snapshot const& snapshot, causes::Answers const& answers);

// A condition of the cause table as a sentence: "!clean" is "The log stops without a shutdown".
std::string condition_text(std::string const& condition, causes::Signs const& signs);

}  // namespace rigcheck
