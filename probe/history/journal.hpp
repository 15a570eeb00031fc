#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/history/runs.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Where systemd keeps its journal: over restarts, or in memory until the next one.
enum class JournalStorage { unknown, none, runtime, persistent };

struct JournalFiles {
    JournalStorage storage = JournalStorage::unknown;
    // When a file was set aside because it had not been closed, microseconds since 1970.
    std::vector<std::int64_t> set_aside_us{};
};

// The list of files that a capture keeps as /rigcheck/history/journal-files, one a line:
//   var system.journal
//   var system@000651f2a4b3c5d6-0123456789abcdef.journal~
//   run system.journal
JournalFiles parse_journal_files(std::string_view list);

struct Journal {
    std::vector<Run> runs;  // the newest first
    JournalFiles files{};
    bool is_whole = false;  // nothing was left out for want of time
};

// The journal of this machine through libsystemd; of a captured one the text that was kept
// (journal_export.hpp); of a disk with a system on it the files in /var/log/journal, where nothing
// runs now. Without a journal the runs are empty and a gap says why.
Journal read_journal(Machine const& machine, std::vector<Gap>& gaps);

}  // namespace rigcheck
