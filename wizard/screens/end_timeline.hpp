#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probe/facts/history.hpp"

// The last minutes of a run, in the order of time.
namespace rigcheck {

// What a row tells of.
enum class Happening { run, key, shutdown, sleep, kernel, saved, black_box, end, start };

struct TimelineRow {
    std::string at;                  // UTC, as in the facts
    std::optional<double> before_s;  // the last sign of life; negative: after it
    Happening kind = Happening::kernel;
    std::string what;  // a sentence
    std::string line;  // as logged; may be empty

    std::string when() const;  // "14 s before the end"; empty where unknown
};

// The last ten minutes of the run that ended, its last sign of life, and what the next start says
// of it; at most sixty rows. Empty where no end is known.
std::vector<TimelineRow> end_timeline(History const& history);

}  // namespace rigcheck

template <>
struct rigcheck::EnumNames<rigcheck::Happening> {
    static constexpr std::array<char const*, 9> names{
        "run", "key", "shutdown", "sleep", "kernel", "saved", "black-box", "end", "start"};
};
