#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/guides/guide.hpp"
#include "wizard/screens/guide.hpp"

// A guide on paper or on a phone, for the machine that does not start.
namespace rigcheck {

// One guide ready to be printed; every text is in the person's language.
struct Sheet {
    struct Line {
        std::string number;  // "3"
        StepScreen step;
        std::string mark;                // of a checklist's item: "done"
        std::vector<std::string> leads;  // beside each choice: "go to 4"
        std::string unsure;              // where "cannot tell" leads
    };
    std::string title, summary;
    std::vector<std::string> safety;
    std::vector<Line> lines;
    std::vector<EndScreen> ends;
    std::vector<std::string> end_names;  // "A", "B", …
    std::string proof;
    // What was done already: the body of a hand-over sheet.
    std::vector<GuideRow> tried;
    std::optional<EndScreen> reached;
    std::vector<std::string> tries;  // of rigcheck isolate, where the guide has that step
    std::string seen_at;             // UTC, when rigcheck looked; empty when it did not
    std::vector<std::string> codes;  // "55: no memory is found"
};

// `tries`: the log of rigcheck isolate.
Sheet make_sheet(guides::Guides const& all, guides::Guide const& guide,
                 std::vector<guides::Given> const& given, Findings const& findings,
                 std::vector<std::string> const& tries);

std::string text_sheet(Sheet const& sheet);
// One file without script or picture; fits A4 and a phone, prints black on white.
std::string html_sheet(Sheet const& sheet);

}  // namespace rigcheck
