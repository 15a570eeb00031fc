#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/causes/diagnosis.hpp"
#include "wizard/screens/black_box.hpp"
#include "wizard/screens/end_curves.hpp"
#include "wizard/screens/end_timeline.hpp"
#include "wizard/screens/overview.hpp"
#include "wizard/screens/suspects.hpp"

// Why did the last run end? What the page "Black box" shows; the command line prints the same.
namespace rigcheck {

struct AnswerRow {
    std::string id, text;
};
struct QuestionRow {
    std::string id, text;
    std::vector<AnswerRow> answers;
    std::string given;  // id; empty: not answered
};

struct NextTest {
    std::string id, text;
    int minutes = 0;
};

struct PostmortemScreen {
    causes::Ended ended = causes::Ended::unknown;
    Mark mark = Mark::none;  // critical: a fault of the hardware is established
    std::string verdict;     // one sentence
    std::string about;       // what limits the verdict here, or what to do where there is none
    std::string bracket;     // between which moments it ended; empty where unknown
    Suspects suspects;
    std::vector<QuestionRow> questions;
    std::string next_question;  // id of the one that tells most now; may be empty
    std::optional<NextTest> next_test;
    std::vector<TimelineRow> timeline;
    std::vector<std::string> last_lines;  // of the kernel's log; may be empty
    std::vector<EndCurves> curves;
    BlackBoxState black_box;
    std::vector<Gap> unread;  // of the records of earlier runs
};

PostmortemScreen postmortem_screen(Snapshot const& snapshot, causes::Answers const& answers);

// Null where no such question is asked of this end.
QuestionRow const* find_question(PostmortemScreen const& screen, std::string const& id);

}  // namespace rigcheck
