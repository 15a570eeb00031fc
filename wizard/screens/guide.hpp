#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/findings/words.hpp"
#include "checklists/guides/checklist.hpp"

// What the guide screens show; the command line prints the same.
namespace rigcheck {

struct Choice {
    std::string id;  // what GiveAnswer takes
    std::string text;
    std::string lamp;  // of the board's four, the one that stays lit: "dram"; empty for most
};

// What rigcheck sees of the thing that a step talks about.
struct Seen {
    State state = State::unknown;
    std::string finding;  // id
    std::string text;     // title, and the first evidence or the reason
};

struct StepScreen {
    std::string id;        // "dead-machine/leads"
    std::string progress;  // "Step 3", "Item 3 of 12"
    std::string minutes;   // "about 3 minutes; 5 to 60 to go"
    std::string text, why, expect, risk, undo, source;
    std::vector<std::string> tools;
    std::vector<Seen> seen;
    std::optional<std::string> points_to;  // the choice that the findings speak for
    std::string said;                      // what the person said before, of a checklist's item
    std::vector<Choice> choices;
    std::string codes;  // a table of codes that fits here; empty for most
    bool isolate = false;
    std::string trouble;  // the flow that "not as expected" leads to
};

struct EndScreen {
    guides::EndKind kind = guides::EndKind::hand_over;
    std::string text, suspect, confidence;
    std::vector<std::string> actions;
};

// What a code that the board shows stands for.
struct CodeScreen {
    std::string meaning;                // or that it is not in the list
    std::string about;                  // what these codes are, and where they may differ
    std::optional<std::size_t> choice;  // the one of the step's choices that it stands for
    bool known = false;
};

// One line of a checklist, or of what was tried in a flow.
struct GuideRow {
    std::string mark;  // "done", "seen", "open", …
    std::string text;
    std::string note;  // the answer, the reason, the evidence
};

StepScreen flow_step_screen(guides::Guides const& all, guides::Place const& place,
                            std::vector<guides::Given> const& given, Findings const& findings);
EndScreen end_screen(guides::End const& end);
// What was answered on the way, step by step: the body of a hand-over sheet.
std::vector<GuideRow> tried_rows(guides::Guides const& all, guides::Guide const& flow,
                                 std::vector<guides::Given> const& given);

// Empty where the step has no table of codes.
std::optional<CodeScreen> code_screen(StepScreen const& step, std::string const& code);

StepScreen item_screen(guides::Guide const& checklist, std::vector<guides::Item> const& items,
                       guides::Item const& item);
std::vector<GuideRow> checklist_rows(std::vector<guides::Item> const& items);

// "5 to 60 minutes", "about 10 minutes", "2 to 9 hours".
std::string duration(guides::Minutes minutes);

}  // namespace rigcheck
