#pragma once

#include <string>
#include <vector>

#include "probe/facts/history.hpp"

// The flight recorder: whether it is on, what it holds of the last end, how to switch it on.
namespace rigcheck {

struct BlackBoxState {
    bool running = false;
    std::string words;                // "The black box is on and records this run."
    std::vector<std::string> notes;   // on what it holds of the last end
    std::vector<std::string> how_on;  // ways to switch it on, the simplest first; empty: it is on
};

BlackBoxState black_box_state(History const& history);

}  // namespace rigcheck
