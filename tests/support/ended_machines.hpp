#pragma once

#include <string>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck::test {

// Machines whose last run ended, one for each kind of page that a person may meet.
struct EndedMachine {
    std::string name;  // "power-ramp"
    Snapshot snapshot;
};
std::vector<EndedMachine> ended_machines();
// Fails the test when there is none of that name.
Snapshot ended_machine(std::string const& name);

}  // namespace rigcheck::test
