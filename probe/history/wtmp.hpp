#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

inline constexpr char const* kWtmp = "/var/log/wtmp";

// One record of wtmp (utmp(5)). Of those of people only the time is taken.
struct WtmpRecord {
    enum class Kind { boot, shutdown, other } kind = Kind::other;
    std::int64_t at_us = 0;  // since 1970
};

// The records in the order of the file; empty with a size that is none of whole records.
std::optional<std::vector<WtmpRecord>> parse_wtmp(std::string_view bytes);

// The same records with everything about people blanked.
std::string redact_wtmp(std::string_view bytes);

// How the run before the last start ended.
struct WtmpEnd {
    bool shutdown = false;        // there is a record of it
    std::int64_t last_us = 0;     // the latest record of that run
    std::int64_t started_us = 0;  // of the run after it; 0: there is none
};

// `started_us` is when the run began that goes on, by the other sources; the file counts only
// where it holds that start, since newer systems no longer write it. Without a run that goes on
// (0) the latest start in the file is the one of the run that ended.
std::optional<WtmpEnd> end_in_wtmp(std::vector<WtmpRecord> const& records, std::int64_t started_us);

std::vector<WtmpRecord> read_wtmp(Machine const& machine, std::vector<Gap>& gaps);

}  // namespace rigcheck
