// The whole history of small machines: a run that ended, and the one that came after.
#include "probe/history/history.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "probe/facts/json.hpp"
#include "probe/history/journal.hpp"
#include "probe/history/runs.hpp"
#include "tests/support/journal_text.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

using test::RunText;
using test::Tree;

constexpr std::int64_t kStart = 1763675285;  // 2025-11-20T21:48:05Z
std::string const kPersistent = "/rigcheck/history/journal-files <<END\nvar system.journal\nEND\n";

RunText first_run() {
    RunText run('1', kStart);
    run.kernel(0.5, "Linux version 6.12.10-amd64 (gcc)");
    for (int i = 1; i < 30; ++i) run.kernel(i * 100, "usb 1-1: line");
    return run;
}

RunText second_run(double after_s = 4000) {
    return RunText('2', kStart + static_cast<std::int64_t>(after_s))
        .kernel(0.5, "Linux version 6.12.10-amd64 (gcc)")
        .kernel(60, "usb 1-1: line");
}

struct Read {
    History history;
    std::vector<Gap> gaps;
};

Read read(std::string const& files, std::vector<Drive> const& drives = {}) {
    auto const tree = Tree::from_text(files);
    Read out;
    out.history = read_history(tree.machine(), drives, out.gaps);
    return out;
}

std::string journal(std::string const& text) {
    return "/rigcheck/history/journal <<END\n" + text + "END\n";
}

TEST_CASE("a clean reboot", "[history]") {
    auto const [history, gaps] = read(
        kPersistent + journal(first_run().shutdown(3000, "reboot").text() + second_run().text()));
    CHECK(gaps.empty());
    REQUIRE(history.boots.size() == 2);
    CHECK(history.boots[0].is_running);
    CHECK(history.boots[1].journal_stopped == true);
    REQUIRE(history.previous_end);
    auto const& end = *history.previous_end;
    CHECK(end.boot_id == std::string(32, '1'));
    CHECK(end.last_sign_at == "2025-11-20T22:38:08.000000Z");
    CHECK(end.next_boot_at == "2025-11-20T22:54:45.000000Z");
    CHECK(end.journal_renamed == false);
    CHECK(end.filesystem_replay == false);
    CHECK(end.clock_lost == false);
    CHECK(end.wtmp_shutdown == std::nullopt);
    CHECK(end.reset_reason == std::nullopt);
    CHECK(end.watchdog_status == std::nullopt);
    CHECK(end.journal_sync_s == 300.0);
    CHECK(end.power_cycles_more.empty());
}

TEST_CASE("an end without a word, and what the next start found", "[history]") {
    auto next = second_run();
    next.kernel(2, "EXT4-fs (nvme0n1p2): recovery complete")
        .kernel(3, "x86/amd: Previous system reset reason [0x08000800]: an uncorrected error");
    auto const [history, gaps] = read(
        "/rigcheck/history/journal-files <<END\nvar system.journal\n"
        "var system@00064412b5e1a340-0123456789abcdef.journal~\nEND\n"
        "/sys/class/watchdog/watchdog0/bootstatus = 32\n"
        "/sys/class/watchdog/watchdog1/bootstatus = 0\n" +
        journal(first_run().text() + next.text()));
    CHECK(gaps.empty());
    REQUIRE(history.previous_end);
    auto const& end = *history.previous_end;
    CHECK(history.boots.at(1).journal_stopped == false);
    CHECK(end.filesystem_replay == true);
    CHECK(end.watchdog_status == 32);
    REQUIRE(end.reset_reason);
    CHECK(end.reset_reason->bits == std::vector{27});
    // The run before was of a kernel that does not read the register.
    CHECK(end.reset_reason->new_bits == std::nullopt);
    CHECK(history.log_matches.size() == 2);
}

TEST_CASE("a journal set aside counts for the start that did it", "[history]") {
    // 0x644…: microseconds of the second start, and of one a day before.
    auto const with_file = [](std::int64_t at_s) {
        auto const name =
            fmt::format("var system@{:016x}-0123456789abcdef.journal~", at_s * 1'000'000);
        return read("/rigcheck/history/journal-files <<END\nvar system.journal\n" + name +
                    "\nEND\n" + journal(first_run().text() + second_run().text()))
            .history.previous_end->journal_renamed;
    };
    CHECK(with_file(kStart + 4003) == true);
    CHECK(with_file(kStart - 86400) == false);
}

TEST_CASE("a file system that is replayed long after the start is somebody's stick", "[history]") {
    auto next = second_run();
    next.kernel(500, "EXT4-fs (sdb1): recovery complete");
    auto const read_out = read(kPersistent + journal(first_run().text() + next.text()));
    CHECK(read_out.history.previous_end->filesystem_replay == false);
}

TEST_CASE("the first run ever has no end before it", "[history]") {
    auto const [history, gaps] =
        read(kPersistent + "/sys/class/watchdog/watchdog0/bootstatus = 0\n" +
             journal(first_run().text()));
    CHECK(gaps.empty());
    CHECK(history.boots.size() == 1);
    CHECK_FALSE(history.previous_end);
}

TEST_CASE("a journal that is not kept over restarts is named, with the cure", "[history]") {
    for (auto const* files :
         {"/rigcheck/history/journal-files <<END\nrun system.journal\nEND\n", ""}) {
        auto const [history, gaps] = read(files + journal(first_run().text()));
        CHECK(history.boots.size() == 1);
        CHECK_FALSE(history.previous_end);
        REQUIRE(gaps.size() == 1);
        CHECK(gaps[0].what == "journal of earlier runs");
        CHECK(gaps[0].reason == Missing::absent);
        CHECK(gaps[0].remedy.find("mkdir -p /var/log/journal") != std::string::npos);
    }
}

TEST_CASE("older runs of a journal that is no longer kept did not end last", "[history]") {
    auto const [history, gaps] = read(
        "/rigcheck/history/journal-files <<END\nvar system@1.journal\nrun system.journal\nEND\n" +
        journal(first_run().text() + second_run(90 * 86400).text()));
    CHECK(history.boots.size() == 2);
    CHECK_FALSE(history.previous_end);
    CHECK(gaps.size() == 1);
}

TEST_CASE("a journal that may not be read names the group", "[history]") {
    auto const [history, gaps] = read(kPersistent + "/rigcheck/history/journal denied\n");
    CHECK(history.boots.empty());
    CHECK_FALSE(history.previous_end);
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].reason == Missing::needs_group);
    CHECK(gaps[0].remedy.find("adm") != std::string::npos);
}

TEST_CASE("without any journal that is said, and nothing else is wrong", "[history]") {
    auto const [history, gaps] = read("/etc/os-release = ID=alpine\n");
    CHECK(history.boots.empty());
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].what == "journal");
    CHECK(gaps[0].reason == Missing::absent);
}

TEST_CASE("a reading that was cut short is named", "[history]") {
    auto const [history, gaps] =
        read(kPersistent +
             journal(first_run().text() + second_run().text() + "RIGCHECK_CUT_SHORT=1\n\n"));
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].reason == Missing::timed_out);
    CHECK(history.boots.size() == 2);
}

TEST_CASE("a clock that lost years between two runs", "[history]") {
    auto const next = second_run(-6.0 * 365 * 86400)
                          .step_clock(6.0 * 365 * 86400 + 4000)
                          .kernel(70, "usb 1-1: line");
    auto const [history, gaps] = read(kPersistent + journal(first_run().text() + next.text()));
    REQUIRE(history.previous_end);
    CHECK(history.previous_end->clock_lost == true);
    CHECK(history.previous_end->next_boot_at == "2025-11-20T22:54:45.000000Z");
}

TEST_CASE("a clock in local time lost nothing", "[history]") {
    auto const next = second_run(4000 - 5 * 3600).step_clock(5 * 3600).kernel(70, "usb 1-1: line");
    auto const [history, gaps] = read(kPersistent + journal(first_run().text() + next.text()));
    REQUIRE(history.previous_end);
    CHECK(history.boots.at(0).boot_id == std::string(32, '2'));
    CHECK(history.previous_end->clock_lost == false);
    CHECK(history.previous_end->next_boot_at == "2025-11-20T22:54:45.000000Z");
}

TEST_CASE("host names in the log are not passed on", "[history]") {
    auto const [history, gaps] = read(
        kPersistent + "/proc/sys/kernel/hostname = workhorse\n" +
        journal(first_run().kernel(2999, "Kernel panic - not syncing: workhorse is tired").text() +
                second_run().text()));
    REQUIRE(history.log_matches.size() == 1);
    CHECK(history.log_matches[0].line == "Kernel panic - not syncing: redacted is tired");
    CHECK(history.log_matches[0].values.at("reason") == "redacted is tired");
    CHECK(history.boots.at(1).last_lines.back() == history.log_matches[0].line);
}

TEST_CASE("a flood of one fault keeps its first and last lines, and hides no other", "[history]") {
    auto run = first_run();
    for (int i = 0; i < 1000; ++i) {
        run.kernel(3000 + i * 0.1, "NVRM: Xid (PCI:0000:01:00): 31, " + std::to_string(i));
        if (i == 500) run.kernel(3050, "NVRM: Xid (PCI:0000:01:00): 79, the one that counts");
    }
    auto const [history, gaps] = read(kPersistent + journal(run.text() + second_run().text()));
    REQUIRE(history.log_matches.size() == 21);
    CHECK(history.log_matches.front().values.at("text") == "0");
    CHECK(history.log_matches.at(10).values.at("xid") == "79");
    CHECK(history.log_matches.back().values.at("text") == "999");
}

TEST_CASE("lines about many faults are bounded", "[history]") {
    auto run = first_run();
    for (int i = 0; i < 3000; ++i)
        run.kernel(3000 + i * 0.1, "NVRM: Xid (PCI:0000:01:00): " + std::to_string(i) + ", x");
    auto const [history, gaps] = read(kPersistent + journal(run.text() + second_run().text()));
    REQUIRE(history.log_matches.size() == 400);
    CHECK(history.log_matches.front().values.at("xid") == "0");
    CHECK(history.log_matches.back().values.at("xid") == "2999");
}

std::string ledger_line(char digit, int cycles, int unsafe) {
    return fmt::format(
        R"({{"schema":"rigcheck.ledger/1","boot_id":"{}","at":"2025-11-20T21:48:30.000000Z",)"
        R"("drives":[{{"name":"nvme0n1","model":"Drive","place":"0000:02:00.0",)"
        R"("power_cycles":{},"unsafe_shutdowns":{}}}]}})",
        std::string(32, digit), cycles, unsafe);
}

std::string ledger(std::string const& lines) {
    return "/var/lib/rigcheck/ledger.jsonl <<END\n" + lines + "\nEND\n";
}

Drive drive_now(std::uint64_t cycles, std::uint64_t unsafe) {
    Drive drive;
    drive.name = "nvme1n1";  // names change from start to start
    drive.model = "Drive";
    drive.pci_address = "0000:02:00.0";
    drive.controller = "nvme1";
    drive.health.emplace();
    drive.health->power_cycles = cycles;
    drive.health->unsafe_shutdowns = unsafe;
    return drive;
}

TEST_CASE("the drives' counters grew between the two starts", "[history]") {
    auto const logs = kPersistent + journal(first_run().text() + second_run().text());
    SECTION("by both entries of the ledger") {
        auto const both = ledger(ledger_line('1', 100, 7) + "\n" + ledger_line('2', 101, 8));
        auto const end = *read(logs + both).history.previous_end;
        CHECK(end.power_cycles_more == std::map<std::string, std::int64_t>{{"nvme0n1", 1}});
        CHECK(end.unsafe_shutdowns_more == std::map<std::string, std::int64_t>{{"nvme0n1", 1}});
    }
    SECTION("by the first entry and the drive itself") {
        auto const end = *read(logs + ledger(ledger_line('1', 100, 7)), {drive_now(101, 7)})
                              .history.previous_end;
        CHECK(end.power_cycles_more == std::map<std::string, std::int64_t>{{"nvme1n1", 1}});
        CHECK(end.unsafe_shutdowns_more == std::map<std::string, std::int64_t>{{"nvme1n1", 0}});
    }
    SECTION("not by entries of other runs") {
        auto const end = *read(logs + ledger(ledger_line('9', 100, 7)), {drive_now(101, 8)})
                              .history.previous_end;
        CHECK(end.power_cycles_more.empty());
    }
    SECTION("not by a drive that was swapped, nor by two of a kind in one place") {
        auto const swapped =
            *read(logs + ledger(ledger_line('1', 100, 7)), {drive_now(5, 0)}).history.previous_end;
        CHECK(swapped.power_cycles_more.empty());
        auto const twins =
            *read(logs + ledger(ledger_line('1', 100, 7)), {drive_now(101, 7), drive_now(105, 7)})
                 .history.previous_end;
        CHECK(twins.power_cycles_more.empty());
    }
}

TEST_CASE("the ledger tells the reset reason where the journal does not", "[history]") {
    auto const entry = [](char digit, char const* value) {
        return fmt::format(
            R"({{"schema":"rigcheck.ledger/1","boot_id":"{}","at":"x","kernel":"6.16.1",)"
            R"("reset_reason":["x86/amd: Previous system reset reason [{}]: text"]}})",
            std::string(32, digit), value);
    };
    auto const end = *read(kPersistent + journal(first_run().text() + second_run().text()) +
                           ledger(entry('1', "0x00200800") + "\n" + entry('2', "0x08200800")))
                          .history.previous_end;
    REQUIRE(end.reset_reason);
    CHECK(end.reset_reason->bits == std::vector{21, 27});
    CHECK(end.reset_reason->new_bits == std::vector{27});
}

TEST_CASE("facts go to JSON and back", "[history]") {
    auto const history = read(kPersistent + journal(first_run().shutdown(3000, "reboot").text() +
                                                    second_run().text()))
                             .history;
    History again;
    read_json(to_json(history), again);
    CHECK(to_json(again) == to_json(history));
}

}  // namespace
}  // namespace rigcheck
