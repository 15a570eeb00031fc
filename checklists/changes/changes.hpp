#pragma once

#include <string>
#include <vector>

#include "probe/facts/snapshot.hpp"

// What is different about a machine since an earlier look at it: parts and settings, never
// readings that move by themselves (temperatures, counters, the speed of an idle link). A link that
// lost lanes is a finding, pcie.regression, and not repeated here.
namespace rigcheck {

enum class ChangedThing {
    processor,
    board,
    bios,
    kernel,
    ram_total,  // before, after: MiB
    ram_stick,  // one slot; before, after: "16384 MiB PART", empty for an empty slot
    gpu,        // appeared or vanished; the name stands where it is
    gpu_driver,
    drive,  // appeared or vanished
};

struct Change {
    ChangedThing thing = ChangedThing::processor;
    std::string subject;        // the slot, the card's name, the drive's name
    std::string before, after;  // empty: was not there, is not there
};

// Facts that either snapshot lacks are not compared.
std::vector<Change> changes_between(Snapshot const& before, Snapshot const& after);

}  // namespace rigcheck
