#pragma once

#include <atomic>
#include <memory>
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
    // What now() said last; false before. Good enough for a second: a device that was in use goes
    // to sleep seconds after that at the earliest (autosuspend_delay_ms). Any thread.
    bool lately() const { return *last_; }

private:
    std::vector<OpenFile> states_;   // of those that are allowed to sleep
    std::optional<OpenFile> users_;  // of the device itself, where it may sleep
    std::unique_ptr<std::atomic<bool>> last_ = std::make_unique<std::atomic<bool>>(false);
};

}  // namespace rigcheck::record
