#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/facts/history.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// A file of pstore, or what systemd-pstore made of several (dmesg.txt).
struct PstoreFile {
    std::string name;  // "dmesg-erst-6512345678901234567", "17204/dmesg.txt"
    std::string text;
    std::int64_t at_us = 0;  // since 1970; 0: not known
};

// When it was written, microseconds since 1970, by its name; 0 where the name does not tell.
std::int64_t pstore_time(std::string_view name);

// The events in them: the parts of one event lie in several files, the last lines in part 1.
std::vector<PstoreRecord> parse_pstore(std::vector<PstoreFile> const& files);

// /sys/fs/pstore, and where systemd-pstore moves it at the start: /var/lib/systemd/pstore. Root
// only.
std::vector<PstoreRecord> read_pstore(Machine const& machine, std::vector<Gap>& gaps);

}  // namespace rigcheck
