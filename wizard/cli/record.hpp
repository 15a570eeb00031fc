#pragma once

#include <string>

#include "probe/blackbox/format.hpp"

// The parts of `rigcheck record`. Each returns the exit code, and throws UsageError.
namespace rigcheck {

struct RecordOptions {
    std::string root, directory, mark, duration;
    bool once = false, catch_end = false, status = false, dismiss = false, ledger = false;
    bool json = false;
};

// Where to write, unless the person said so: the service's place for root, else the person's own.
std::string place_to_record(RecordOptions const& options);
// Where to look: the same, but the service's place for everybody while something lies there.
std::string place_to_look(RecordOptions const& options);

// The start of the machine that is recorded.
blackbox::Id boot_of(RecordOptions const& options);

int record_now(RecordOptions const& options);
int record_mark(RecordOptions const& options);
int record_status(RecordOptions const& options);
int record_dismiss(RecordOptions const& options);
int record_ledger(RecordOptions const& options);

}  // namespace rigcheck
