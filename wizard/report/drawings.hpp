#pragma once

#include <set>
#include <string>

#include "wizard/report/report.hpp"

namespace rigcheck {

// Small drawings that say faster than words where something is: the DIMM slots for memory findings,
// the way from the processor to the card for PCIe findings. Each is drawn once a report.
class Drawings {
public:
    // An empty text when there is nothing to draw for it, or it has been drawn.
    std::string for_finding(Report const& report, Finding const& finding);

private:
    std::set<std::string> drawn_;
};

}  // namespace rigcheck
