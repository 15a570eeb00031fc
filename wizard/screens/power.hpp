#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/power/budget.hpp"
#include "wizard/screens/hint.hpp"

// Is the power supply enough? What the power screen shows; the command line prints the same.
namespace rigcheck {

struct WattsRow {
    power::Consumer consumer = power::Consumer::other;
    std::string label;  // "Graphics card: GeForce RTX 4090"
    std::string count;  // "2 x 450 W"; empty for one
    double watts = 0;   // together
    std::string why;    // "limit of the driver", "usual value"
};

// The label of the power supply, as far as the person said it.
struct SupplyLabel {
    std::optional<double> rating_w;
    std::optional<PsuKind> kind;
    PsuTier tier = PsuTier::gold;
    Mains mains = Mains::v230;
    bool assumed = false;  // class and mains are not as said
};

struct PowerScreen {
    std::string verdict;  // one sentence
    std::optional<power::Headroom>
        headroom;                   // empty: the label is not known, or does not decide it
    std::vector<WattsRow> rows;     // largest first
    std::vector<std::string> also;  // sentences: peaks, the wall, efficiency
    std::vector<Hint> care;         // why not to trust it blindly
    std::vector<Hint> open;         // what only the person can say
    double sum_w = 0, need_w = 0;
    std::optional<double> recommended_w;
};

// Why nothing is said of the power supply of this machine; empty where something can be.
std::optional<Hint> supply_not_judged(Snapshot const& machine);

// With a demand that the person stated whole, `budget` has no items.
PowerScreen power_screen(power::Budget const& budget, power::Demand const& demand,
                         SupplyLabel const& label);

}  // namespace rigcheck
