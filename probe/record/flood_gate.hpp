#pragma once

#include <map>
#include <string>

namespace rigcheck::record {

// Keeps one kind of line from filling the black box: ten at once, then one every ten seconds. How
// many were held back is told with the next that passes.
class FloodGate {
public:
    // The line as it may pass, with a word on those before it; empty when it may not.
    std::string pass(std::string const& kind, std::string const& line, double now_s);

private:
    struct Bucket {
        double room = 0, at_s = 0;
        int held_back = 0;
    };
    std::map<std::string, Bucket> buckets_;
};

}  // namespace rigcheck::record
