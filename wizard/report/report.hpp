#pragma once

#include <map>
#include <string>

#include "checklists/findings/words.hpp"
#include "probe/facts/snapshot.hpp"
#include "wizard/screens/overview.hpp"

namespace rigcheck {

// What every output format shows: the facts, what they mean, and how many of each kind.
struct Report {
    Snapshot snapshot;
    Findings findings;
};

struct TextStyle {
    bool colour = false;  // never the only carrier of a meaning
    bool all = false;     // cards for everything, with evidence
    bool only = false;    // the person asked for certain findings: leave out the rest of the page
};

// The page a beginner reads: verdict, one card a finding, what is fine, what could not be checked.
std::string text_report(Report const& report, TextStyle const& style);

// "rigcheck.report/1" of the design; with the snapshot when `with_snapshot`.
std::string json_report(Report const& report, bool with_snapshot);

// The same page as one HTML file that loads nothing, with drawings: to read in a browser, to print,
// to pass on.
std::string html_report(Report const& report);

// "rigcheck.snapshot/1"; only the named areas when there are any.
std::string json_snapshot(Snapshot const& snapshot, std::vector<std::string> const& areas);

}  // namespace rigcheck
