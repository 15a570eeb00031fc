#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/knowledge/gpus.hpp"
#include "checklists/rules/expectations.hpp"

namespace rigcheck::power {

// A graphics card that the power supply of the machine feeds.
struct SeenCard {
    PcieFunction const* function = nullptr;
    Gpu const* driver = nullptr;      // what its driver says; null: nothing
    GpuModel const* model = nullptr;  // null: in no table, or several models share its PCI id
    std::string name;                 // for people, whether the model is known or not
};

// Cards in slots, one each; none inside the processor, none in an external case. Models that share
// a PCI id are told apart by the memory and the name that the driver states, else by what the
// person says was installed.
std::vector<SeenCard> seen_cards(Snapshot const& snapshot, Expectations const& expectations);

// What the card may draw, W. The driver's limit counts only where it means the whole board and was
// not lowered below what the card comes with: a lowered limit does not outlive a restart.
struct BoardPower {
    double watts = 0;
    bool by_driver = false;
    std::optional<double> lowered_to;  // the limit that is set now, where it is lower
};
std::optional<BoardPower> board_power(SeenCard const& card);

}  // namespace rigcheck::power
