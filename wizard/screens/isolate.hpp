#pragma once

#include <string>
#include <vector>

#include "checklists/isolation/isolation.hpp"

// What the search for the faulty part shows; the command line prints the same.
namespace rigcheck {

struct SuspicionBar {
    std::string part;
    double share = 0;  // 0..1
};

struct IsolateScreen {
    isolation::Phase phase = isolation::Phase::search;
    std::string headline;            // "Try 4: without RAM stick 2", or how it ended
    std::string why;                 // one sentence
    std::vector<std::string> hands;  // what to take out, put back, press home
    std::vector<std::string> out;    // all parts that are out during this try
    double minutes = 0;
    std::string time;  // "Watch it for 6 minutes.", with the minutes for the hands before it
    std::vector<SuspicionBar> bars;     // most suspect first
    std::vector<std::string> warnings;  // a second fault, a fault that shows too rarely
    std::vector<std::string> actions;   // at the end: what to do now
    std::vector<std::string> log;       // "1. without RAM stick 2: it held"
};

IsolateScreen isolate_screen(isolation::Search const& search, isolation::Advice const& advice);

}  // namespace rigcheck
