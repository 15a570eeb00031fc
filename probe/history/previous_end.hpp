#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "probe/facts/history.hpp"
#include "probe/history/journal.hpp"
#include "probe/history/wtmp.hpp"
#include "probe/record/ledger.hpp"

namespace rigcheck {

// What tells of the last end; each may be missing.
struct EndSources {
    Journal const& journal;
    std::vector<LogMatch> const& matches;
    std::vector<WtmpRecord> const& wtmp;
    std::optional<BlackBox> const& blackbox;
    record::Ledger const& ledger;
    std::vector<Drive> const& drives;  // as they are now
    std::optional<int> watchdog_status;
    // When the run that goes on began; 0 where none does, as on a disk of another machine.
    std::optional<std::int64_t> started_us;
    std::string running_id;  // empty: not known, or none goes on
};

// Empty where no run before this one is known, and nothing was kept of one.
std::optional<PreviousEnd> previous_end_of(EndSources const& sources);

// The run of the journal that ended last: not the one that goes on, and none where what is kept
// over restarts may be older than the last end.
Run const* ended_run(Journal const& journal);
Run const* running_run(Journal const& journal);

}  // namespace rigcheck
