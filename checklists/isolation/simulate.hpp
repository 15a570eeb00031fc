#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck::isolation {

// How well a way of searching does on machines made up by chance: one faulty part, drawn by the
// weights of the table, which shows with `chance` a trial.
struct SimulationRow {
    int parts = 0;
    double chance = 1;
    std::string strategy;  // seed-once, seed-repeat, halving, chooser, chooser-told
    double right = 0;      // share of runs that named the culprit
    double minutes = 0;    // mean, handling and watching
    double tests = 0;      // mean number of trials

    static constexpr auto fields() {
        using R = SimulationRow;
        return field_list(field("parts", &R::parts), field("chance", &R::chance),
                          field("strategy", &R::strategy), field("right", &R::right),
                          field("minutes", &R::minutes), field("tests", &R::tests));
    }
};

inline constexpr int kFewestSimulatedParts = 4, kMostSimulatedParts = 14;

//   seed-once    the source guides' way: unplug one more part until it starts, put the last back
//   seed-repeat  the same, but a pass counts only after enough passes in a row (knows the chance)
//   halving      minimum first, then half of the suspects at a time, with repeats likewise
//   chooser      ours, not told the chance
//   chooser-told ours, with the person's estimate of the chance
// The same seed gives the same rows.
std::vector<SimulationRow> simulate(int parts, double chance, int runs, std::uint64_t seed);

}  // namespace rigcheck::isolation
