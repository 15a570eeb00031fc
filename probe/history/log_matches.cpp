#include "probe/history/log_matches.hpp"

#include <algorithm>
#include <map>

#include "probe/history/signatures.hpp"
#include "probe/utc_now.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kFirst = 10, kLast = 10;  // lines of one fault in one run
constexpr std::size_t kOfRun = 400;

struct Found {
    std::string key;
    LogMatch match;
};

std::vector<Found> find_all(Run const& run) {
    std::vector<Found> found;
    for (auto const& entry : run.entries) {
        auto match = match_signature(entry.message, logged_by(entry));
        if (!match) continue;
        auto key = fault_key(*match);
        found.push_back({std::move(key),
                         {.signature = std::move(match->id),
                          .boot_id = run.boot_id,
                          .at = utc_text(run.said_at_us(entry)),
                          .boot_s = Run::said_s(entry),
                          .line = entry.message,
                          .values = std::move(match->values)}});
    }
    return found;
}

void add_run(Run const& run, std::vector<LogMatch>& matches) {
    auto found = find_all(run);
    std::map<std::string, std::size_t> count;
    for (auto const& one : found) ++count[one.key];
    std::map<std::string, std::size_t> seen;
    std::vector<LogMatch> kept;
    for (auto& one : found) {
        auto const number = seen[one.key]++;
        if (number < kFirst || number + kLast >= count[one.key])
            kept.push_back(std::move(one.match));
    }
    if (kept.size() > kOfRun)
        kept.erase(kept.begin() + kOfRun / 2, kept.end() - static_cast<std::ptrdiff_t>(kOfRun / 2));
    std::move(kept.begin(), kept.end(), std::back_inserter(matches));
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
