#pragma once

#include <string>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// A device that needs a driver, as a person reads it.
struct DriverRow {
    std::string address;  // "0000:01:00.0", "1-4"
    std::string name;     // or vendor and device number
    std::string driver;   // the one it has, or the modules that fit
    std::string state;    // "ok", "loaded-not-bound", …
};

struct DriverScreen {
    std::vector<DriverRow> devices;
};

DriverScreen driver_screen(Snapshot const& snapshot);

}  // namespace rigcheck
