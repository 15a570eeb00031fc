#pragma once

#include <string>
#include <vector>

#include "checklists/rules/pcie_path.hpp"
#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// One stage on the way from the processor to a card, and the link that leads to it.
struct PathStage {
    std::string name;  // "root port, slot PCIEX16_1", "NVIDIA GeForce RTX 3060"
    std::string link;  // "16.0 GT/s x16 = 31.5 GB/s"; empty where there is none or it is unknown
    bool narrowest = false;
    bool internal = false;  // inside the card
    bool tunnel = false;
};

struct PathScreen {
    std::vector<PathStage> stages;  // from the processor down
};

// Empty when the address is not there or nothing is above it.
PathScreen path_screen(Snapshot const& snapshot, std::string const& address);

}  // namespace rigcheck
