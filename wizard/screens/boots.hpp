#pragma once

#include <string>
#include <vector>

#include "probe/facts/history.hpp"

namespace rigcheck {

// One run of the kernel as a person reads it.
struct BootRow {
    std::string began;   // "2026-11-20 21:00:05 UTC"
    std::string lasted;  // "48 min 0 s"; empty where unknown
    std::string kernel;
    std::string ended;  // "without a shutdown"
};

// The newest first; at most twenty.
std::vector<BootRow> boot_rows(History const& history);

}  // namespace rigcheck
