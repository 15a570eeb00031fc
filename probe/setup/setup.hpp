#pragma once

#include "probe/facts/drivers.hpp"
#include "probe/facts/setup.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// What the configuration files of the system and of people tell.
struct SetupTraces {
    Setup setup;
    std::vector<Framework> frameworks;  // in Python environments of the system and of people
    std::vector<std::string> archives;  // cuDNN archives that were left there
    std::vector<Gap> gaps;

    static constexpr auto fields() {
        using T = SetupTraces;
        return field_list(field("setup", &T::setup), field("frameworks", &T::frameworks),
                          field("archives", &T::archives), field("gaps", &T::gaps));
    }
};

// Traces that old guides leave in configuration files. Files are read; nothing is connected to.
// These files hold names, tokens and password hashes, so a capture keeps none of them: it keeps
// this answer.
SetupTraces read_setup(Machine const& machine, std::vector<Gap>& gaps);

}  // namespace rigcheck
