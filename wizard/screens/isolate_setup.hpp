#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checklists/isolation/isolation.hpp"
#include "probe/facts/snapshot.hpp"
#include "wizard/session/session.hpp"

// What the search for the faulty part has to know before it begins, and what it makes of that.
// Command line and window ask it each in their way.
namespace rigcheck {

inline constexpr int kMostMinutesToFail = 600;

struct SearchSetup {
    std::map<std::string, int> counts;  // by class of parts; a class without one has the least
    bool runs_without_card = false;     // without any, one could still tell whether it runs
    bool spare_psu = false;             // known-good ones at hand
    bool spare_dimm = false;            // matters where there is one stick alone
    std::vector<std::string> changed;   // ids of parts
    std::optional<double> told_chance;  // how often it fails; empty: not known
    int minutes_to_fail = 0;            // mostly
    std::vector<std::string> evidence;  // ids of isolation::evidence_factors()
};

// How many of each class a snapshot shows; classes that it cannot show are left out.
std::map<std::string, int> counts_seen(Snapshot const& seen);

// What can be said of the number of a class.
int least_of(isolation::PartClass const& row);
int most_of(isolation::PartClass const& row);
int count_of(SearchSetup const& setup, isolation::PartClass const& row);

// The parts that result, kMostParts at most, and how many of a class did not find room.
std::vector<isolation::Part> parts_of(SearchSetup const& setup);
int left_out(SearchSetup const& setup, isolation::PartClass const& row);
std::string left_out_text(isolation::PartClass const& row, int count);

// Which questions have a meaning for these parts.
bool asks_for_card(SearchSetup const& setup);
bool asks_for_dimm(SearchSetup const& setup);

// How often the trouble shows, to choose from.
struct ChanceRow {
    std::string text;
    std::optional<double> chance;  // empty: not known
};
std::vector<ChanceRow> chance_rows();

// What the person said of it in the guide that was followed last.
std::optional<double> chance_said(Session const& session);
std::vector<std::string> evidence_said(Session const& session);

// Before the person says anything: what the machine and the last guide tell. `seen`: null where no
// snapshot of the machine in question is at hand.
SearchSetup first_setup(Session const& session, Snapshot const* seen);

isolation::Search make_search(SearchSetup const& setup);

}  // namespace rigcheck
