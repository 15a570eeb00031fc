#include "probe/history/log_matches.hpp"

#include <algorithm>
#include <map>

#include "probe/history/signatures.hpp"
#include "probe/utc_now.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kFirst = 20, kLast = 20;  // of one signature in one run

void add_run(Run const& run, std::vector<LogMatch>& matches) {
    std::vector<LogMatch> found;
    std::map<std::string, std::size_t> count;
    for (auto const& entry : run.entries) {
        auto match = match_signature(entry.message, logged_by(entry));
        if (!match) continue;
        ++count[match->id];
        found.push_back({.signature = std::move(match->id),
                         .boot_id = run.boot_id,
                         .at = utc_text(run.said_at_us(entry)),
                         .boot_s = Run::said_s(entry),
                         .line = entry.message,
                         .values = std::move(match->values)});
    }
    std::map<std::string, std::size_t> seen;
    for (auto& match : found) {
        auto const number = seen[match.signature]++;
        if (number < kFirst || number + kLast >= count[match.signature])
            matches.push_back(std::move(match));
    }
}

}  // namespace

std::string_view logged_by(JournalEntry const& entry) {
    return entry.of_kernel() ? kKernel : std::string_view(entry.program);
}

std::vector<LogMatch> log_matches_of(std::vector<Run> const& runs) {
    std::vector<LogMatch> matches;
    std::for_each(runs.rbegin(), runs.rend(), [&](Run const& run) { add_run(run, matches); });
    return matches;
}

}  // namespace rigcheck
