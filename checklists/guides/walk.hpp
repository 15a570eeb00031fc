#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checklists/guides/guide.hpp"

namespace rigcheck::guides {

// What a person said at one step. Only a person writes these; nothing that rigcheck sees does.
struct Given {
    std::string guide, step;
    std::string answer;  // an Answer's id, or one of the words below
    std::string note;    // why it was skipped, what was seen instead
    std::string at;      // UTC

    static constexpr auto fields() {
        using G = Given;
        return field_list(field("guide", &G::guide), field("step", &G::step),
                          field("answer", &G::answer), field("note", &G::note),
                          field("at", &G::at));
    }
};

// Answers that every step of a checklist takes.
inline constexpr std::string_view kDone = "done", kTrouble = "trouble", kSkipped = "skipped";
// "Cannot tell, or cannot do that": every step of a flow takes it.
inline constexpr std::string_view kUnsure = "unsure";
// Answers of a proof run.
inline constexpr std::string_view kHeld = "held", kCameBack = "came-back";

// Where a walk through flows stands: at a step, or at an end.
struct Place {
    Guide const* guide = nullptr;  // never null; a walk may lead from one flow into another
    std::optional<Step> step;      // by value: a proof run is made up from guide and answer
    End const* end = nullptr;
};

// The first step of a flow.
Place first_place(Guide const& flow);

// What an answer leads to. `runs`: good runs in a row that a proof asks for. Empty for an answer
// that the step does not have.
std::optional<Place> follow(Guides const& guides, Place const& place, std::string_view answer,
                            int runs);

// Where a flow stands after these answers. Answers that fit no step on the way (left over from
// another edition of the guide) are passed over.
Place locate(Guides const& guides, Guide const& flow, std::vector<Given> const& given);

// What the answers of a walk say about the fault: the last estimate of how often it shows, and the
// evidence, each once.
std::optional<double> told_chance(Guides const& guides, std::vector<Given> const& given);
std::vector<std::string> told_evidence(Guides const& guides, std::vector<Given> const& given);

// Good runs in a row for this chance, 2 at least; 3 when it is not known.
int proof_runs(std::optional<double> chance);

struct Minutes {
    double least = 0, most = 0;
};
// From this place to an end, over every path.
Minutes minutes_left(Guides const& guides, Place const& place, int runs);

}  // namespace rigcheck::guides
