// What the logs say of the last end: study, sections 1.1, 1.2 and 1.4.
#include <catch2/catch.hpp>

#include "tests/support/last_end.hpp"

namespace rigcheck::causes {
namespace {

using test::before_end;
using test::End;
using test::line_before_end;
using test::machine_after;

std::optional<bool> told(Snapshot const& snapshot, std::string const& sign) {
    return holds(sign, signs_of(snapshot, {}));
}

Snapshot machine_with(std::vector<LogMatch> lines) {
    auto machine = machine_after(End::cut);
    machine.history.log_matches = std::move(lines);
    return machine;
}

TEST_CASE("what shows an orderly end counts for more than what shows none", "[causes]") {
    auto machine = machine_after(End::cut);
    CHECK(told(machine, "clean") == false);
    // The journal lost its tail, wtmp did not.
    machine.history.previous_end->wtmp_shutdown = true;
    CHECK(told(machine, "clean") == true);
    machine.history.previous_end->wtmp_shutdown = false;
    CHECK(told(machine, "clean") == false);
    machine.history.blackbox.emplace();
    machine.history.blackbox->runs = {test::black_box_run(test::kLastBoot, {})};
    machine.history.blackbox->runs[0].end = RecordEnd::shutdown;
    CHECK(told(machine, "clean") == true);
}

TEST_CASE("a shutdown that began was asked for, even if the journal did not see its end",
          "[causes]") {
    auto machine = machine_after(End::cut);
    machine.history.boots[1].shutdown_started = true;
    CHECK(told(machine, "clean") == true);
}

TEST_CASE("a journal that was stopped without a shutdown says neither", "[causes]") {
    auto machine = machine_after(End::cut);
    machine.history.boots[1].journal_stopped = true;
    CHECK_FALSE(told(machine, "clean"));
    machine.history.previous_end->wtmp_shutdown = false;
    CHECK_FALSE(told(machine, "clean"));
    machine.history.previous_end->wtmp_shutdown = true;
    CHECK(told(machine, "clean") == true);
}

TEST_CASE("a journal without a line of the kernel does not say that a run was cut", "[causes]") {
    auto machine = machine_after(End::cut);
    machine.history.boots[1].kernel.reset();
    machine.history.boots[1].last_lines.clear();
    CHECK_FALSE(told(machine, "clean"));
    CHECK_FALSE(told(machine, "os-thermal"));
    CHECK(diagnose(machine, {}).ended == Ended::unknown);
}

TEST_CASE("the key that puts to sleep is no power key", "[causes]") {
    auto machine = machine_after(End::clean);
    CHECK(told(machine, "key") == false);
    machine.history.boots[1].key = PowerKey::suspend_key;
    CHECK(told(machine, "key") == false);
    machine.history.boots[1].key = PowerKey::long_press;
    CHECK(told(machine, "key") == true);
}

TEST_CASE("a panic counts where it lies between the two starts", "[causes]") {
    auto machine = machine_after(End::cut);
    auto& records = machine.history.pstore;
    records = {test::panic_record("Fatal exception in interrupt", before_end(40 * 24 * 3600.0))};
    records[0].at = "2025-11-20T21:48:05Z";
    CHECK(told(machine, "panic") == false);
    records[0].at = "";
    CHECK(told(machine, "panic") == false);
    records[0].at = before_end(-31);  // of this run
    CHECK(told(machine, "panic") == false);
    records[0].at = before_end(-1);
    CHECK(told(machine, "panic") == true);
    CHECK(told(machine, "panic-machine-check") == false);
    CHECK(test::said(diagnose(machine, {})) == "panic established");
}

TEST_CASE("records that may not be read leave open whether there was a panic", "[causes]") {
    auto machine = machine_after(End::cut);
    CHECK(told(machine, "panic") == false);
    machine.gaps = {{"history", "/var/lib/systemd/pstore", Missing::needs_root, {}}};
    CHECK_FALSE(told(machine, "panic"));
}

TEST_CASE("the text of a panic names its class", "[causes]") {
    struct Row {
        char const* panic;
        std::vector<std::string> lines;
        char const* said;
    };
    std::vector<Row> const rows{
        {"Timeout: Not all CPUs entered broadcast exception handler", {}, "panic established"},
        {"Fatal machine check", {}, "panic established, panic-hardware likely"},
        {"VFS: Unable to mount root fs on unknown-block(259,2)",
         {},
         "panic established, panic-storage likely"},
        {"Attempted to kill init! exitcode=0x00000007",
         {},
         "panic established, panic-storage likely"},
        {"Attempted to kill init! exitcode=0x0000000b", {}, "panic established"},
        {"Fatal exception",
         {"RIP: 0010:_nv012345rm+0x1a/0x40 [nvidia]"},
         "panic established, panic-driver likely"},
        {"Fatal exception", {"RIP: 0010:page_fault_oops+0x1a/0x40"}, "panic established"},
        {"Fatal exception", {"RIP: 0010:[broken", "]", ""}, "panic established"},
    };
    for (auto const& row : rows) {
        auto machine = machine_after(End::cut);
        machine.history.pstore = {test::panic_record(row.panic, before_end(0), row.lines)};
        INFO(row.panic);
        CHECK(test::said(diagnose(machine, {})) == row.said);
    }
}

TEST_CASE("three panics in different places speak for the memory", "[causes]") {
    auto machine = machine_after(End::cut);
    auto const at = [](char const* place, std::string const& when) {
        return test::panic_record("Fatal exception", when,
                                  {std::string("RIP: 0010:") + place + "+0x1/0x2 [nvme]"});
    };
    machine.history.pstore = {at("one", "2026-11-01T10:00:00Z"), at("two", "2026-11-10T10:00:00Z"),
                              at("two", before_end(1))};
    CHECK(told(machine, "panics-differ") == false);
    machine.history.pstore[1] = at("three", "2026-11-10T10:00:00Z");
    CHECK(told(machine, "panics-differ") == true);
    CHECK(test::said(diagnose(machine, {})) == "panic established, panics-differ likely");
    machine.history.pstore[0].at = "2026-08-01T10:00:00Z";  // long ago
    CHECK(told(machine, "panics-differ") == false);
}

TEST_CASE("an orderly end and a panic can both be so", "[causes]") {
    auto machine = machine_after(End::clean);
    machine.history.pstore = {test::panic_record("Fatal exception", before_end(-2))};
    auto const diagnosis = diagnose(machine, {});
    CHECK(diagnosis.ended == Ended::orderly);
    CHECK(test::said(diagnosis) == "orderly established, panic established");
}

TEST_CASE("lines count near the end of the run that ended", "[causes]") {
    CHECK(told(machine_with({line_before_end("oom-kill", 5)}), "memory-out") == true);
    CHECK(told(machine_with({line_before_end("oom-kill", 700)}), "memory-out") == false);
    CHECK(told(machine_with({test::line_of_next("oom-kill", 5)}), "memory-out") == false);
    auto undated = line_before_end("oom-kill", 5);
    undated.at.clear();
    CHECK(told(machine_with({undated}), "memory-out") == false);
}

TEST_CASE("a protection shutdown is one of heat only where it says so", "[causes]") {
    CHECK(told(machine_with({line_before_end("protection-shutdown", 5,
                                             {{"reason", "Temperature too high)"}})}),
               "os-thermal") == true);
    CHECK(told(machine_with(
                   {line_before_end("protection-shutdown", 5, {{"reason", "Regulator failure"}})}),
               "os-thermal") == false);
}

// Study, 1.4: fallen off the bus and then dead is not the same as and then alive.
TEST_CASE("a card that is lost and a machine that goes on exclude a supply that trips",
          "[causes]") {
    auto const at = [](double seconds) {
        return machine_with({line_before_end("nvidia-xid", seconds, {{"xid", "79"}})});
    };
    CHECK(test::said(diagnose(at(2), {})) == "gpu-died-with possible");
    auto const alive = diagnose(at(90), {});
    CHECK(test::said(alive) == "gpu-frozen likely");
    CHECK(alive.next.test == find_test("gpu-cap"));
    CHECK(test::said(diagnose(at(2), {{"after", "froze"}})) == "gpu-frozen likely");
}

TEST_CASE("the first line of a burst says when the card was lost", "[causes]") {
    auto const machine = machine_with({line_before_end("nvidia-xid", 30, {{"xid", "79"}}),
                                       line_before_end("nvidia-off-bus", 29),
                                       line_before_end("nvidia-xid", 1, {{"xid", "154"}})});
    CHECK(told(machine, "lived-on") == true);
}

TEST_CASE("what a program does to a card, or a driver mends, ends no run", "[causes]") {
    for (auto const* const xid : {"13", "31", "43", "45", "63", "154", "999", "", "-79"}) {
        auto const machine = machine_with({line_before_end("nvidia-xid", 5, {{"xid", xid}})});
        INFO(xid);
        CHECK(told(machine, "gpu-lost") == false);
        CHECK(told(machine, "gpu-hung") == false);
    }
    auto const mended = machine_with({line_before_end("amdgpu-ring-timeout", 300)});
    CHECK(told(mended, "gpu-hung") == false);
    auto const hung = machine_with({line_before_end("amdgpu-ring-timeout", 30)});
    CHECK(test::said(diagnose(hung, {})) == "gpu-frozen possible");
    CHECK(test::said(diagnose(hung, {{"after", "froze"}})) == "gpu-frozen likely");
}

Snapshot machine_with_drives(std::vector<LogMatch> lines) {
    auto machine = machine_with(std::move(lines));
    Drive system, other;
    system.name = "nvme0n1";
    system.controller = "nvme0";
    other.name = "sdb";
    other.controller = "ata3";
    machine.storage.drives = {system, other};
    Filesystem root;
    root.mount = "/";
    root.device = "/dev/nvme0n1p2";
    root.drives = {"nvme0n1"};
    machine.storage.filesystems = {root};
    return machine;
}

TEST_CASE("only the system drive ends a run when it stops answering", "[causes]") {
    struct Row {
        char const* signature;
        std::map<std::string, std::string> values;
        bool lost;
    };
    std::vector<Row> const rows{
        {"nvme-timeout", {{"drive", "nvme0"}}, true},
        {"nvme-down", {{"drive", "nvme1"}}, false},
        {"io-error", {{"drive", "nvme0n1"}}, true},
        {"io-error", {{"drive", "sdb"}}, false},
        {"ata-error", {{"port", "ata3"}}, false},
        {"ata-error", {}, false},
        {"read-only-remount", {{"device", "nvme0n1p2"}}, true},
        {"read-only-remount", {{"device", "sdb1"}}, false},
        {"nvme-polled", {{"drive", "nvme0"}}, false},
    };
    for (auto const& row : rows) {
        auto const machine = machine_with_drives({line_before_end(row.signature, 20, row.values)});
        INFO(row.signature);
        CHECK(told(machine, "storage-lost") == row.lost);
    }
    auto const machine =
        machine_with_drives({line_before_end("nvme-timeout", 20, {{"drive", "nvme0"}})});
    CHECK(test::said(diagnose(machine, {})) == "system-drive possible");
    CHECK(test::said(diagnose(machine, {{"after", "froze"}})) == "system-drive likely");
}

}  // namespace
}  // namespace rigcheck::causes
