#include "probe/history/previous_end.hpp"

#include <algorithm>

#include "probe/history/boots.hpp"
#include "probe/history/power_counters.hpp"
#include "probe/history/reset_reason.hpp"
#include "probe/utc_now.hpp"

namespace rigcheck {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

bool has_line(EndSources const& sources, char const* signature, double before_s) {
    auto const* const running = running_run(sources.journal);
    return running != nullptr &&
           std::any_of(sources.matches.begin(), sources.matches.end(), [&](LogMatch const& match) {
               return match.signature == signature && match.boot_id == running->boot_id &&
                      match.boot_s.value_or(0) <= before_s;
           });
}

// Whether the first lines of the run that goes on were read: without them nothing is denied.
bool knows_start(Journal const& journal) {
    auto const* const running = running_run(journal);
    return running != nullptr && boot_of(*running).kernel.has_value();
}

std::optional<bool> journal_renamed(EndSources const& sources) {
    constexpr double kAnyTime = 1e9;
    auto const& files = sources.journal.files;
    auto const* const running = running_run(sources.journal);
    if (running == nullptr) return std::nullopt;
    auto const begin = running->started_us - kSecond;
    bool const aside = std::any_of(files.set_aside_us.begin(), files.set_aside_us.end(),
                                   [&](std::int64_t at) { return at >= begin; });
    if (aside || has_line(sources, "journal-renamed", kAnyTime)) return true;
    return files.storage == JournalStorage::persistent ? std::optional(false) : std::nullopt;
}

// Later ones are of drives that somebody plugged in.
std::optional<bool> filesystem_replay(EndSources const& sources) {
    constexpr double kMounted = 120;  // s after the start
    bool const found = has_line(sources, "filesystem-recovery", kMounted) ||
                       has_line(sources, "filesystem-dirty", kMounted);
    if (found) return true;
    return knows_start(sources.journal) ? std::optional(false) : std::nullopt;
}

// A clock kept in local time is wrong by hours at the start; one that lost its battery by years.
std::optional<bool> clock_lost(EndSources const& sources) {
    constexpr std::int64_t kDay = std::int64_t{86'400} * kSecond;
    auto const* const running = running_run(sources.journal);
    auto const* const ended = ended_run(sources.journal);
    if (running == nullptr || ended == nullptr) return std::nullopt;
    return running->first().realtime_us + kDay < ended->last().realtime_us;
}

// What the run that ended was told itself. The kernel prints the reason since 6.15; a run of an
// older one was told nothing that we know.
std::optional<std::uint32_t> reason_before(EndSources const& sources, std::string const& ended_id) {
    if (auto const reason = reset_reason_in(sources.matches, ended_id)) return reason->value.value;
    if (auto const* const entry = entry_of(sources.ledger, ended_id);
        entry != nullptr && entry->reset_reason) {
        auto const reason = reset_reason_of(*entry->reset_reason);
        if (reason || entry->reset_reason->empty()) return reason ? reason->value.value : 0;
    }
    auto const* const ended = ended_run(sources.journal);
    bool const was_read = ended != nullptr && ended->boot_id == ended_id;
    auto const kernel = was_read ? boot_of(*ended).kernel : std::nullopt;
    return kernel && prints_reset_reason(*kernel) ? std::optional(0U) : std::nullopt;
}

std::optional<std::string> kernel_of(EndSources const& sources, std::string const& boot_id) {
    for (auto const& run : sources.journal.runs) {
        if (run.boot_id == boot_id) return boot_of(run).kernel;
    }
    auto const* const entry = entry_of(sources.ledger, boot_id);
    return entry == nullptr ? std::nullopt : entry->kernel;
}

std::optional<ResetReason> reset_reason(EndSources const& sources, PreviousEnd const& end) {
    auto reason = reset_reason_in(sources.matches, sources.running_id);
    auto const* const entry = entry_of(sources.ledger, sources.running_id);
    if (!reason && entry != nullptr && entry->reset_reason)
        reason = reset_reason_of(*entry->reset_reason);
    if (reason && end.boot_id)
        find_new_bits(*reason, reason_before(sources, *end.boot_id),
                      kernel_of(sources, *end.boot_id));
    return reason;
}

// The newest black box of a run that does not go on.
BlackBoxRun const* newest_box(EndSources const& sources) {
    if (!sources.blackbox) return nullptr;
    auto const& runs = sources.blackbox->runs;
    auto const at = std::find_if(runs.begin(), runs.end(), [&](BlackBoxRun const& run) {
        return run.end != RecordEnd::running && run.boot_id != sources.running_id;
    });
    return at == runs.end() ? nullptr : &*at;
}

bool is_in(Journal const& journal, std::string const& boot_id) {
    return std::any_of(journal.runs.begin(), journal.runs.end(),
                       [&](Run const& run) { return run.boot_id == boot_id; });
}

// The black box may know a later run than a journal that lost it.
void name_run(EndSources const& sources, PreviousEnd& end) {
    if (auto const* const ended = ended_run(sources.journal)) {
        end.boot_id = ended->boot_id;
        end.last_sign_at = utc_text(ended->said_at_us(ended->last()));
    }
    auto const* const box = newest_box(sources);
    if (box == nullptr) return;
    bool const later = box->last_at > end.last_sign_at;
    if (!end.boot_id || (later && !is_in(sources.journal, box->boot_id)))
        end.boot_id = box->boot_id;
    if (end.boot_id == box->boot_id && later) end.last_sign_at = box->last_at;
}

void add_wtmp(EndSources const& sources, PreviousEnd& end) {
    if (!sources.started_us) return;
    auto const found = end_in_wtmp(sources.wtmp, *sources.started_us);
    if (!found) return;
    end.wtmp_shutdown = found->shutdown;
    end.last_sign_at = std::max(end.last_sign_at, utc_text(found->last_us));
}

// Nothing is known of a run before, and there is none in a journal that is kept.
bool is_first_run(EndSources const& sources, PreviousEnd const& end) {
    bool const none = !end.boot_id && !end.wtmp_shutdown;
    return none && sources.journal.files.storage == JournalStorage::persistent;
}

bool says_something(PreviousEnd const& end) {
    return end.boot_id || end.wtmp_shutdown || end.reset_reason ||
           end.watchdog_status.value_or(0) != 0 || end.journal_renamed.value_or(false) ||
           end.filesystem_replay.value_or(false);
}

}  // namespace

Run const* running_run(Journal const& journal) {
    bool const runs = !journal.runs.empty() && journal.runs.front().is_running;
    return runs ? &journal.runs.front() : nullptr;
}

Run const* ended_run(Journal const& journal) {
    if (journal.files.storage == JournalStorage::runtime) return nullptr;
    auto const at = std::find_if(journal.runs.begin(), journal.runs.end(),
                                 [](Run const& run) { return !run.is_running; });
    return at == journal.runs.end() ? nullptr : &*at;
}

std::optional<PreviousEnd> previous_end_of(EndSources const& sources) {
    PreviousEnd end;
    name_run(sources, end);
    add_wtmp(sources, end);
    if (sources.started_us.value_or(0) != 0) end.next_boot_at = utc_text(*sources.started_us);
    end.journal_renamed = journal_renamed(sources);
    end.filesystem_replay = filesystem_replay(sources);
    end.reset_reason = reset_reason(sources, end);
    if (auto const* const entry = entry_of(sources.ledger, end.boot_id.value_or("")))
        add_power_counters(*entry, entry_of(sources.ledger, sources.running_id), sources.drives,
                           end);
    end.watchdog_status = sources.watchdog_status;
    end.clock_lost = clock_lost(sources);
    if (is_first_run(sources, end) || !says_something(end)) return std::nullopt;
    return end;
}

}  // namespace rigcheck
