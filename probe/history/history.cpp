#include "probe/history/history.hpp"

#include <ctime>

#include "probe/blackbox/read_black_box.hpp"
#include "probe/history/bert.hpp"
#include "probe/history/boots.hpp"
#include "probe/history/box_lines.hpp"
#include "probe/history/journal.hpp"
#include "probe/history/journal_config.hpp"
#include "probe/history/log_matches.hpp"
#include "probe/history/previous_end.hpp"
#include "probe/history/pstore.hpp"
#include "probe/history/wtmp.hpp"
#include "probe/machine/number.hpp"
#include "probe/record/ledger.hpp"

namespace rigcheck {
namespace {

// Flags of all watchdogs together (linux/watchdog.h).
std::optional<int> read_watchdogs(Machine const& machine, std::vector<Gap>& gaps) {
    constexpr char const* kClass = "/sys/class/watchdog";
    constexpr std::size_t kMost = 16;
    std::optional<int> status;
    auto names = machine.list(kClass);
    if (names.size() > kMost) names.resize(kMost);
    for (auto const& name : names) {
        auto const path = std::string(kClass).append("/").append(name).append("/bootstatus");
        if (auto const one = read_number<int>(machine, "history", path, gaps))
            status = status.value_or(0) | *one;
    }
    return status;
}

std::int64_t microseconds(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
}

// By the clock as it is set now, with the time asleep.
Reading ask_start() {
    return {std::to_string(microseconds(CLOCK_REALTIME) - microseconds(CLOCK_BOOTTIME)),
            Missing::absent};
}

std::optional<std::int64_t> start_of(Machine const& machine, Journal const& journal) {
    auto const told = machine.ask("history/started", ask_start).text;
    if (auto const start = told ? parse_journal_time(*told) : std::nullopt) return start;
    if (auto const* const running = running_run(journal)) return running->started_us;
    bool const nothing_runs = !journal.runs.empty();
    return nothing_runs ? std::optional<std::int64_t>(0) : std::nullopt;
}

// Redacted ids of a capture are zeros.
std::string running_id(Machine const& machine, Journal const& journal) {
    if (auto const* const running = running_run(journal)) return running->boot_id;
    auto const id =
        plain_id(machine.read_line("/proc/sys/kernel/random/boot_id").text.value_or(""));
    return id.find_first_not_of('0') == std::string::npos ? std::string() : id;
}

}  // namespace

History read_history(Machine const& machine, std::vector<Drive> const& drives,
                     std::vector<Gap>& gaps) {
    auto const journal = read_journal(machine, gaps);
    auto const wtmp = read_wtmp(machine, gaps);
    auto const ledger = record::read_ledger(machine, gaps);
    History history;
    for (auto const& run : journal.runs) history.boots.push_back(boot_of(run));
    history.log_matches = log_matches_of(journal.runs);
    history.pstore = read_pstore(machine, gaps);
    history.bert = read_bert(machine, journal.runs, gaps);
    history.blackbox = read_black_box(machine, gaps);
    add_lines_of_black_box(history);
    history.previous_end = previous_end_of({.journal = journal,
                                            .matches = history.log_matches,
                                            .wtmp = wtmp,
                                            .blackbox = history.blackbox,
                                            .ledger = ledger,
                                            .drives = drives,
                                            .watchdog_status = read_watchdogs(machine, gaps),
                                            .started_us = start_of(machine, journal),
                                            .running_id = running_id(machine, journal)});
    if (history.previous_end) history.previous_end->journal_sync_s = journal_sync_s(machine);
    return history;
}

}  // namespace rigcheck
