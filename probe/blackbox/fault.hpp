#pragma once

#include <string>

namespace rigcheck::blackbox {

// What the writer could not do. The record is then not on the drive; the next one is tried again.
struct Fault {
    std::string what;  // "fdatasync", "create", …
    std::string path;
    int error = 0;  // errno
};

// "/var/lib/rigcheck/blackbox/bb-6c9a1e0e-1.rcb: fdatasync: Input/output error"
std::string fault_text(Fault const& fault);

}  // namespace rigcheck::blackbox
