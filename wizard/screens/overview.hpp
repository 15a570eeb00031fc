#pragma once

#include <functional>
#include <string>
#include <vector>

#include "checklists/findings/words.hpp"
#include "probe/facts/snapshot.hpp"
#include "wizard/screens/memory.hpp"

// The whole machine at a glance; every page begins with it.
namespace rigcheck {

struct Summary {
    int critical = 0, warning = 0, notice = 0, pass = 0, unknown = 0;
};
Summary summarise(Findings const& findings);

// "Found: 2 warnings. 22 checks are fine. 3 checks could not be made."
std::string verdict_sentence(Summary const& summary);

// "PRO Z790-A WIFI, 13th Gen Intel(R) Core(TM) i7-13700K, 32 GB RAM".
std::string machine_line(Snapshot const& snapshot);

// What the findings say of one thing, the worst of them. `none`: nothing was judged.
enum class Mark { none, fine, unknown, notice, warning, critical };
Mark mark_of(Finding const& finding);
// The worst of those that `about` takes. What could not be checked beside something that is fine
// does not mark the whole.
Mark worst_of(Findings const& findings, std::function<bool(Finding const&)> const& about);

// "warning", for whoever does not see the colour.
std::string mark_word(Mark mark);

// A card or drive as it sits on the board.
struct BoardCard {
    std::string address;  // PCI, for the page of links
    std::string name;
    std::string place;  // "processor", "chipset", …; empty where unknown
    std::string link;   // "x8 of x16"; empty where nothing is known
    int lanes = 0, possible_lanes = 0;
    bool graphics = false, behind_chipset = false;
    Mark mark = Mark::none;
};

struct OverviewScreen {
    std::string machine, verdict;
    std::string processor;  // its name; empty where unknown
    Mark worst = Mark::none;
    Findings first;  // the three most important faults
    std::vector<SlotBox> dimms;
    std::vector<SlotMove> moves;  // of sticks, that the findings ask for
    Mark memory = Mark::none;
    std::vector<BoardCard> cards;  // graphics cards, then NVMe drives; the first hundred
    Summary summary;
};

OverviewScreen overview_screen(Snapshot const& snapshot, Findings const& findings);

// Faults, the worst first; of equal ones in the order of the rules.
std::vector<Finding const*> faults_of(Findings const& findings);

}  // namespace rigcheck
