#include "probe/history/runs.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

namespace rigcheck {
namespace {

bool is_sleep(JournalEntry const& entry) {
    return entry.message_id == message_id::kSleepStart ||
           entry.message_id == message_id::kSleepStop;
}

std::int64_t offset_of(JournalEntry const& entry) {
    return entry.realtime_us - entry.monotonic_us;
}

bool is_older(Run const& one, Run const& other) {
    auto const key = [](Run const& run) {
        return std::tuple(run.last().realtime_us, run.first().realtime_us, run.boot_id);
    };
    return key(one) < key(other);
}

// Both numbered in one series, and against what their clocks say.
bool clocks_err(Run const& newer, Run const& older) {
    auto const& one = newer.last();
    auto const& other = older.last();
    return one.seqnum != 0 && other.seqnum != 0 && one.seqnum_id == other.seqnum_id &&
           one.seqnum < other.seqnum;
}

// Numbers cannot be compared between series, so they only correct neighbours.
void put_in_order(std::vector<Run>& runs) {
    std::sort(runs.begin(), runs.end(),
              [](Run const& one, Run const& other) { return is_older(other, one); });
    for (std::size_t pass = 0; pass < runs.size(); ++pass) {
        for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
            if (clocks_err(runs[i], runs[i + 1])) std::swap(runs[i], runs[i + 1]);
        }
    }
}

void mark_running(std::vector<Run>& runs, std::string const& running) {
    if (runs.empty() || running.empty()) return;
    auto const at = running == kNewest
                        ? runs.begin()
                        : std::find_if(runs.begin(), runs.end(),
                                       [&](Run const& run) { return run.boot_id == running; });
    if (at == runs.end()) return;
    at->is_running = true;
    std::rotate(runs.begin(), at, at + 1);
}

// A step of the clock soon after the start sets right what was wrong before.
void find_start(Run& run) {
    constexpr std::int64_t kSoon = std::int64_t{15} * 60 * 1'000'000;
    constexpr std::int64_t kStep = 2'000'000;
    auto offset = offset_of(run.first());
    for (auto const& entry : run.entries) {
        // While it sleeps the two clocks part as well.
        if (entry.monotonic_us > kSoon || is_sleep(entry)) break;
        if (std::abs(offset_of(entry) - offset) <= kStep) continue;
        offset = offset_of(entry);
        run.clock_set_us = entry.monotonic_us;
    }
    run.started_us = std::max<std::int64_t>(offset, 0);
}

std::int64_t said_us(JournalEntry const& entry) {
    return std::min(entry.source_us.value_or(entry.monotonic_us), entry.monotonic_us);
}

}  // namespace

std::int64_t Run::said_at_us(JournalEntry const& entry) const {
    if (entry.monotonic_us < clock_set_us) return started_us + said_us(entry);
    auto const late = entry.monotonic_us - said_us(entry);
    return std::max<std::int64_t>(entry.realtime_us - late, 0);
}

double Run::said_s(JournalEntry const& entry) {
    return static_cast<double>(said_us(entry)) / 1e6;
}

std::vector<Run> runs_of(std::vector<JournalEntry> entries, std::string const& running) {
    std::map<std::string, Run> by_id;
    for (auto& entry : entries) {
        auto& run = by_id[entry.boot_id];
        run.boot_id = entry.boot_id;
        run.entries.push_back(std::move(entry));
    }
    std::vector<Run> runs;
    for (auto& [id, run] : by_id) {
        std::stable_sort(run.entries.begin(), run.entries.end(),
                         [](JournalEntry const& one, JournalEntry const& other) {
                             return std::tuple(one.monotonic_us, one.seqnum) <
                                    std::tuple(other.monotonic_us, other.seqnum);
                         });
        find_start(run);
        runs.push_back(std::move(run));
    }
    put_in_order(runs);
    mark_running(runs, running);
    return runs;
}

}  // namespace rigcheck
