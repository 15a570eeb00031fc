#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// One stage on the way from the processor to a card, and the link that leads to it.
struct PathStage {
    std::string address;
    std::string name;      // "root port, slot PCIEX16_1", "NVIDIA GeForce RTX 3060"
    std::string link;      // "x16 at 2.5 GT/s = 4.0 GB/s", as it is now; empty where unknown
    std::string possible;  // the same at the best that both ends can do; empty where it is as now
    std::string ends;      // what each end can do, in words; empty where they are alike
    // What it carries at work, and could if both ends were used in full.
    std::optional<double> carries_gbs, possible_gbs;
    std::optional<double> lower_end_gbs;  // what its lower end could alone
    bool narrowest = false;
    bool internal = false;  // inside the card
    bool tunnel = false;
};

struct PathScreen {
    std::vector<PathStage> stages;  // from the processor down
};

// Empty when the address is not there or nothing is above it.
PathScreen path_screen(Snapshot const& snapshot, std::string const& address);

// The ways to several cards as one tree: what they share stands once.
struct TreeStage {
    int depth = 0;  // 0: at the processor
    PathStage stage;
    bool card = false;  // the end of a way
};
std::vector<TreeStage> pcie_tree(Snapshot const& snapshot,
                                 std::vector<std::string> const& addresses);

}  // namespace rigcheck
