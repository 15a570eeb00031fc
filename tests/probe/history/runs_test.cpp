// Runs of the kernel put in their order, whatever the clock said.
#include "probe/history/runs.hpp"

#include <catch2/catch.hpp>

#include "probe/utc_now.hpp"
#include "tests/support/journal_text.hpp"

namespace rigcheck {
namespace {

using test::RunText;

constexpr std::int64_t kNow = 1763675285;  // 2025-11-20T21:48:05Z
constexpr std::int64_t kYear = 365 * 86400;

std::vector<JournalEntry> all(std::vector<RunText> const& runs) {
    std::vector<JournalEntry> entries;
    for (auto const& run : runs)
        entries.insert(entries.end(), run.entries().begin(), run.entries().end());
    return entries;
}

std::string order(std::vector<Run> const& runs) {
    std::string digits;
    for (auto const& run : runs) digits += run.boot_id[0];
    return digits;
}

void number(std::vector<JournalEntry>& entries, char digit, std::uint64_t from) {
    for (auto& entry : entries) {
        if (entry.boot_id[0] != digit) continue;
        entry.seqnum_id = std::string(32, 'e');
        entry.seqnum = from++;
    }
}

TEST_CASE("the newest run comes first, in whatever order the entries come", "[history-runs]") {
    auto entries = all({RunText('2', kNow + 7200).kernel(1, "a").kernel(600, "b"),
                        RunText('1', kNow).kernel(1, "a").kernel(600, "b"),
                        RunText('3', kNow + 9000).kernel(1, "a")});
    CHECK(order(runs_of(entries, {})) == "321");
    std::reverse(entries.begin(), entries.end());
    auto const runs = runs_of(entries, {});
    CHECK(order(runs) == "321");
    CHECK(runs[1].entries.front().message == "a");
    CHECK(runs[1].entries.back().message == "b");
}

TEST_CASE("a run that began with a clock of years ago is still the newest", "[history-runs]") {
    auto const runs = runs_of(all({RunText('1', kNow - 3600).kernel(1, "a").kernel(3000, "b"),
                                   RunText('2', kNow - 6 * kYear)
                                       .kernel(1, "a")
                                       .kernel(20, "b")
                                       .step_clock(6 * kYear)
                                       .kernel(40, "c")}),
                              {});
    CHECK(order(runs) == "21");
    CHECK(utc_text(runs[0].started_us) == "2025-11-20T21:48:05.000000Z");
    CHECK(runs[0].said_at_us(runs[0].first()) == (kNow + 1) * 1'000'000);
    CHECK(runs[0].said_at_us(runs[0].last()) == (kNow + 40) * 1'000'000);
}

TEST_CASE("a clock that was hours ahead at the start is set right", "[history-runs]") {
    auto const runs = runs_of(all({RunText('1', kNow + 3600)
                                       .kernel(1, "a")
                                       .step_clock(-3600)
                                       .kernel(30, "b")
                                       .kernel(2000, "c")}),
                              {});
    CHECK(runs[0].started_us == kNow * 1'000'000);
}

TEST_CASE("a sleep soon after the start is no step of the clock", "[history-runs]") {
    auto const runs = runs_of(all({RunText('1', kNow)
                                       .kernel(1, "a")
                                       .event(60, message_id::kSleepStart, "systemd-sleep")
                                       .step_clock(30'000)
                                       .event(61, message_id::kSleepStop, "systemd-sleep")
                                       .kernel(70, "b")}),
                              {});
    CHECK(runs[0].started_us == kNow * 1'000'000);
}

TEST_CASE("numbers of one series count before the clock", "[history-runs]") {
    // The second run died before its clock was set: by time it seems the older one.
    auto entries = all({RunText('1', kNow).kernel(1, "a").kernel(900, "b"),
                        RunText('2', kNow - 6 * kYear).kernel(1, "a").kernel(20, "b")});
    CHECK(order(runs_of(entries, {})) == "12");
    number(entries, '1', 100);
    number(entries, '2', 102);
    CHECK(order(runs_of(entries, {})) == "21");
}

TEST_CASE("the run that goes on is the newest by definition", "[history-runs]") {
    auto const entries =
        all({RunText('1', kNow).kernel(1, "a"), RunText('2', kNow - 6 * kYear).kernel(1, "a"),
             RunText('3', kNow - 100).kernel(1, "a")});
    auto const runs = runs_of(entries, std::string(32, '2'));
    CHECK(order(runs) == "213");
    CHECK(runs[0].is_running);
    CHECK_FALSE(runs[1].is_running);
    CHECK(runs_of(entries, kNewest)[0].is_running);
    CHECK_FALSE(runs_of(entries, {})[0].is_running);
    CHECK_FALSE(runs_of(entries, std::string(32, '9'))[0].is_running);
    CHECK(runs_of({}, kNewest).empty());
}

TEST_CASE("what the kernel said at its start is dated back", "[history-runs]") {
    auto run = RunText('1', kNow).kernel(5, "early");
    auto entries = run.entries();
    entries[0].source_us = 1'500'000;
    auto const runs = runs_of(entries, {});
    CHECK(Run::said_s(runs[0].first()) == 1.5);
    CHECK(utc_text(runs[0].said_at_us(runs[0].first())) == "2025-11-20T21:48:06.500000Z");
}

}  // namespace
}  // namespace rigcheck
