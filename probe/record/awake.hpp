#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probe/machine/machine.hpp"

namespace rigcheck::record {

// Whether a device may be asked (kernel: Documentation/power/runtime_pm.rst). One that sleeps would
// wake up for the question, and one that nobody uses would never come to sleep.
class Awake {
public:
    // `device` and every PCI function above it; a path below /sys that may hold links.
    static Awake of(Machine const& machine, std::string const& device);

    bool now() const;

private:
    std::vector<OpenFile> states_;   // of those that are allowed to sleep
    std::optional<OpenFile> users_;  // of the device itself, where it may sleep
};

}  // namespace rigcheck::record
