#pragma once

#include <set>
#include <string>

#include "checklists/payback/inputs.hpp"

namespace rigcheck::payback {

// What a person said, and only that: the other members of `values` mean nothing.
struct Stated {
    Inputs values;
    std::set<std::string> names;

    bool has(std::string const& name) const { return names.contains(name); }
};

// Puts what was stated over the inputs.
void apply(Stated const& stated, Inputs& inputs);
// The names of all inputs, in order.
std::vector<std::string> input_names();

}  // namespace rigcheck::payback
