#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "checklists/isolation/parts.hpp"

namespace rigcheck::isolation {

// Everything that the chooser reasons about, as numbers: made once from the parts and the evidence.
struct Problem {
    struct Entry {
        double part_weight = 0, seat_weight = 0, minutes = 0;
        bool movable = false;
        bool swap = false;  // "out" means that a known-good one is in
    };
    std::vector<Entry> entries;
    std::vector<PartSet> one_must_stay;  // of each set at least one part stays connected
    PartSet gone = 0;                    // found guilty already: stays out for good
    std::vector<double> chance_weights;  // of kChances
    double watch_minutes = 6;

    std::size_t count() const { return entries.size(); }
    PartSet everything() const { return all_of(count()) & ~gone; }
    // True when the machine can start with these, and nothing is out that cannot be moved.
    bool allowed(PartSet connected) const;
    double moving_minutes(PartSet from, PartSet to) const;
};

// The chance that a fault which is present shows in one trial is not known: these are weighed.
inline constexpr std::array kChances{1.0, 0.85, 0.7, 0.55, 0.4, 0.25};
// A trial fails without the culprit, for another reason.
inline constexpr double kStray = 0.01;

// `told`: what the person says, how often it fails (0..1).
// `evidence`: ids of evidence_factors(); unknown ids do not matter.
// `one_stays`: classes of which one part has to stay, besides those that the table says.
Problem make_problem(std::vector<Part> const& parts, std::optional<double> told,
                     double watch_minutes, std::vector<std::string> const& evidence,
                     std::vector<std::string> const& one_stays = {});

// Passes in a row that make a pass certain to 95 % when a fault shows with this chance.
int passes_needed(double chance);

}  // namespace rigcheck::isolation
