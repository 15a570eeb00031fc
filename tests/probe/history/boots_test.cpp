// How a run ended, by the position and the ids of its last entries.
#include "probe/history/boots.hpp"

#include <catch2/catch.hpp>

#include "tests/support/journal_text.hpp"

namespace rigcheck {
namespace {

using test::RunText;

constexpr std::int64_t kStart = 1763675285;  // 2025-11-20T21:48:05Z

RunText run_of(double lasts_s) {
    RunText run('1', kStart);
    run.kernel(0.5, "Linux version 6.12.10-amd64 (debian-kernel@lists.debian.org) (gcc)")
        .event(3, message_id::kJournalStart, "systemd-journal");
    for (double at = 5; at < lasts_s; at += lasts_s / 40)
        run.kernel(at, "usb 1-1: new high-speed USB device");
    return run;
}

Boot boot(RunText const& run, std::string const& running = {}) {
    return boot_of(runs_of(run.entries(), running).front());
}

TEST_CASE("a reboot is a clean end", "[history-boots]") {
    auto const ended = boot(run_of(3600).shutdown(3600, "reboot"));
    CHECK(ended.journal_stopped == true);
    CHECK(ended.shutdown_started == true);
    CHECK(ended.shutdown_to == "reboot");
    CHECK(ended.kernel == "6.12.10-amd64");
    CHECK(ended.first_at == "2025-11-20T21:48:05.500000Z");
    CHECK(ended.last_at == "2025-11-20T22:48:08.000000Z");
    CHECK(ended.lasted_s == Approx(3602.5));
    CHECK(ended.key == std::nullopt);
    CHECK(ended.suspended_at_end == false);
    CHECK_FALSE(ended.is_running);
}

TEST_CASE("logind's word for switching off is the fact's", "[history-boots]") {
    CHECK(boot(run_of(60).shutdown(60, "power-off")).shutdown_to == "poweroff");
    CHECK(boot(run_of(60).shutdown(60, "halt")).shutdown_to == "halt");
    CHECK(boot(run_of(60).shutdown(60, "kexec")).shutdown_to == "kexec");
    CHECK(boot(run_of(60).reached(60, "poweroff.target")).shutdown_to == "poweroff");
}

TEST_CASE("a log that stops in mid-run is no clean end", "[history-boots]") {
    auto const ended = boot(run_of(3600));
    CHECK(ended.journal_stopped == false);
    CHECK(ended.shutdown_started == false);
    CHECK(ended.shutdown_to == std::nullopt);
    CHECK(ended.last_lines.size() == 20);
}

TEST_CASE("the journal that the initrd hands over did not stop at the end", "[history-boots]") {
    RunText handed('1', kStart);
    handed.kernel(0.5, "Linux version 6.12.10-amd64 (gcc)")
        .event(1, message_id::kJournalStart, "systemd-journal")
        .reached(3, "initrd-switch-root.target")
        .event(3.5, message_id::kJournalStop, "systemd-journal");
    SECTION("the run goes on for long") {
        auto run = handed;
        run.event(4, message_id::kJournalStart, "systemd-journal");
        for (int i = 0; i < 100; ++i) run.kernel(5 + i, "line");
        CHECK(boot(run).journal_stopped == false);
    }
    SECTION("it dies soon after the hand-over") {
        auto run = handed;
        run.event(4, message_id::kJournalStart, "systemd-journal").kernel(5, "line");
        CHECK(boot(run).journal_stopped == false);
    }
    SECTION("it dies in the hand-over itself") {
        CHECK(boot(handed).journal_stopped == false);
        CHECK(boot(handed).shutdown_started == false);
    }
    SECTION("it shuts down soon after") {
        auto run = handed;
        run.event(4, message_id::kJournalStart, "systemd-journal").shutdown(8, "power-off");
        CHECK(boot(run).journal_stopped == true);
    }
}

TEST_CASE("a journal that was started again did not stop", "[history-boots]") {
    auto run = run_of(100);
    run.event(101, message_id::kJournalStop, "systemd-journal")
        .event(102, message_id::kJournalStart, "systemd-journal")
        .kernel(103, "line");
    CHECK(boot(run).journal_stopped == false);
}

TEST_CASE("a shutdown that the run outlived does not count", "[history-boots]") {
    auto run = run_of(100);
    run.event(101, message_id::kShutdown).kernel(101 + 2 * 3600, "still here");
    CHECK(boot(run).shutdown_started == false);
}

TEST_CASE("the power key counts from a minute before the end", "[history-boots]") {
    auto const with_key = [](char const* id, double before_s) {
        auto run = run_of(600);
        run.event(600 - before_s, id).shutdown(600, "power-off");
        return boot(run).key;
    };
    CHECK(with_key(message_id::kPowerKey, 1) == PowerKey::pressed);
    CHECK(with_key(message_id::kPowerKeyLong, 1) == PowerKey::long_press);
    CHECK(with_key(message_id::kRebootKey, 59) == PowerKey::reboot_key);
    CHECK(with_key(message_id::kSuspendKey, 30) == PowerKey::suspend_key);
    CHECK(with_key(message_id::kPowerKey, 61) == std::nullopt);
}

TEST_CASE("a key counts before a shutdown that takes long", "[history-boots]") {
    auto run = run_of(600);
    run.event(600, message_id::kPowerKey)
        .event(601, message_id::kShutdown)
        .kernel(690, "a stop job is running")
        .event(691, message_id::kJournalStop, "systemd-journal");
    CHECK(boot(run).key == PowerKey::pressed);
}

TEST_CASE("a machine that went to sleep and never woke is told", "[history-boots]") {
    auto const asleep = run_of(600).event(600, message_id::kSleepStart, "systemd-sleep");
    SECTION("and nothing more") {
        CHECK(boot(asleep).suspended_at_end == true);
    }
    SECTION("with the kernel's last words") {
        auto run = asleep;
        run.kernel(600.1, "PM: suspend entry (deep)").kernel(600.2, "Filesystems sync: 0.010 s");
        CHECK(boot(run).suspended_at_end == true);
    }
    SECTION("but woke") {
        auto run = asleep;
        run.kernel(600.1, "PM: suspend entry (deep)")
            .kernel(601, "PM: suspend exit")
            .event(602, message_id::kSleepStop, "systemd-sleep")
            .kernel(603, "line");
        CHECK(boot(run).suspended_at_end == false);
    }
    SECTION("or went on for long without a word of waking") {
        auto run = asleep;
        run.kernel(700, "line");
        CHECK(boot(run).suspended_at_end == false);
    }
    SECTION("no sleep at all") {
        CHECK(boot(run_of(600)).suspended_at_end == false);
    }
}

TEST_CASE("who asked for the shutdown is named", "[history-boots]") {
    auto const asked = [](std::string const& message) {
        auto run = run_of(600);
        run.program(600, "systemd-logind", message).shutdown(601, "reboot");
        return boot(run).requested_by;
    };
    CHECK(asked("Reboot requested from client PID 812 ('systemctl') (unit session-2.scope)...") ==
          "systemctl");
    CHECK(asked("Power-off requested from client PID 9 ('gnome-session-b')") == "gnome-session-b");
    CHECK(asked("Reload requested from client PID 812 ('systemctl')...") == std::nullopt);
    CHECK(asked("Reboot requested from client PID 812 ('") == std::nullopt);
    auto scheduled = run_of(600);
    scheduled.event(580, message_id::kShutdownScheduled).shutdown(600, "reboot");
    CHECK(boot(scheduled).requested_by == "shutdown");
    CHECK(boot(run_of(600)).requested_by == std::nullopt);
}

TEST_CASE("of the run that goes on no end is told", "[history-boots]") {
    auto const running = boot(run_of(600).shutdown(600, "reboot"), kNewest);
    CHECK(running.is_running);
    CHECK(running.journal_stopped == std::nullopt);
    CHECK(running.shutdown_started == std::nullopt);
    CHECK(running.suspended_at_end == std::nullopt);
    CHECK(running.last_lines.empty());
}

TEST_CASE("only the kernel's lines are shown as its last ones", "[history-boots]") {
    auto run = run_of(10);
    run.program(11, "firefox", "somebody's address").kernel(12, "the last").kernel(13, "");
    auto const lines = boot(run).last_lines;
    REQUIRE_FALSE(lines.empty());
    CHECK(lines.back() == "the last");
}

}  // namespace
}  // namespace rigcheck
