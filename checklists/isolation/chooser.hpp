#pragma once

#include <optional>

#include "checklists/isolation/belief.hpp"

namespace rigcheck::isolation {

// So suspect, a part is named. Lower names the wrong one too often when the fault shows rarely;
// `rigcheck isolate --simulate` shows the trade.
inline constexpr double kNamed = 0.96;

struct Choice {
    PartSet connected = 0;
    double minutes = 0;  // moving parts and watching
    double gain_bits = 0;
    double bits_per_hour() const { return minutes > 0 ? gain_bits * 60 / minutes : 0; }
};

// The next trial: of the configurations that the machine can start with, the one that tells most
// about the culprit per minute of the person's time. Empty when nothing can be moved at all.
std::optional<Choice> choose(Problem const& problem, Belief const& belief, PartSet now,
                             PartSet moved);

}  // namespace rigcheck::isolation
