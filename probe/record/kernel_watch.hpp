#pragma once

#include <string>
#include <vector>

#include "probe/record/flood_gate.hpp"
#include "probe/record/kernel_messages.hpp"

namespace rigcheck::record {

// Those lines of the kernel's log that speak of a fault, by probe/history/signatures.json.
class KernelWatch {
public:
    // `names`: of this machine, to be left out of the lines.
    KernelWatch(KernelMessages messages, std::vector<std::string> names)
        : messages_(std::move(messages)), names_(std::move(names)) {}

    struct News {
        std::vector<std::string> lines;
        bool going_to_sleep = false, back = false;  // what it said last of sleep
    };
    // What came since the last call.
    News take(double now_s);
    int descriptor() const { return messages_.descriptor(); }

private:
    KernelMessages messages_;
    std::vector<std::string> names_;
    FloodGate gate_;
};

}  // namespace rigcheck::record
