#pragma once

#include <string>
#include <utility>
#include <vector>

#include "wizard/report/report.hpp"

// What every page for people says of findings, whatever it is written in.
namespace rigcheck {

// "97 %".
std::string percent(double confidence);

// "0000:05:00.0, GeForce RTX 3090": an address alone tells a person nothing.
std::string subject_text(Snapshot const& snapshot, std::string const& subject);

// Faults, the worst first, then what was accepted.
std::vector<Finding const*> cards_of(Findings const& findings);

// Findings that say the same of several devices, as one line with all their subjects.
struct FindingLine {
    std::string text, reason;
    std::vector<std::string> actions;
    std::vector<Finding const*> findings;
};
std::vector<FindingLine> finding_lines(Findings const& findings, State state);

// Reason and ids: on a virtual machine one sentence settles most checks.
std::vector<std::pair<std::string, std::string>> not_applicable_lines(Findings const& findings);

// Why a fact is missing; empty where nothing is to be said.
std::string reason_words(Missing reason);
// What could not be read, and why.
std::string gap_text(Gap const& gap);

}  // namespace rigcheck
