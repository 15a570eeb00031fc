#pragma once

#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "probe/blackbox/format.hpp"

namespace rigcheck::test {

// What a recorder saw of one run, one row a second until its end.
struct BlackBoxPlan {
    struct Line {
        double at = 0;
        std::string text;
    };

    double until = 0;  // seconds after the start of the run
    std::string end;   // "cut", "shutdown", "service", "suspended"
    std::vector<blackbox::Channel> channels = {};
    std::vector<std::vector<double>> values = {};
    std::vector<Line> lines = {};  // of the kernel
};

// "power GPU 450 60*118 250": kind, name, limit or -, and the values, 118 of them 60.
void add_channel(BlackBoxPlan& plan, std::istringstream& in);

// Written by the recorder's own writer. `start` is that of the run, in seconds since 1970.
void write_black_box(std::string const& directory, std::string const& boot_id, std::int64_t start,
                     BlackBoxPlan const& plan);

}  // namespace rigcheck::test
