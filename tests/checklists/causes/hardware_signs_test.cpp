// Study, section 1.3 (AMD's reset reason) and section 1.1 (E4, E7, E14, E15).
#include <catch2/catch.hpp>

#include "tests/support/last_end.hpp"

namespace rigcheck::causes {
namespace {

using test::End;
using test::machine_after;
using test::reset_reason;

std::optional<bool> told(Snapshot const& snapshot, std::string const& sign) {
    return holds(sign, signs_of(snapshot, {}));
}

Snapshot machine_with(ResetReason reason, std::optional<std::vector<int>> new_bits) {
    auto snapshot = machine_after(End::cut);
    reason.new_bits = std::move(new_bits);
    snapshot.history.previous_end->reset_reason = std::move(reason);
    return snapshot;
}

TEST_CASE("a reset reason that the start before did not show is of this end", "[causes]") {
    auto const machine = machine_with(reset_reason({27}), {{27}});
    CHECK(told(machine, "reset-sync-flood") == true);
    CHECK(told(machine, "reset-fresh") == true);
    CHECK(told(machine, "reset-thermal") == false);
    CHECK(test::said(diagnose(machine, {})) == "hardware-error established");
}

TEST_CASE("a reset reason that already stood there says nothing", "[causes]") {
    auto const machine = machine_with(reset_reason({27}), std::vector<int>{});
    CHECK_FALSE(told(machine, "reset-sync-flood"));
    CHECK(told(machine, "reset-thermal") == false);
    CHECK(diagnose(machine, {}).suspects.front().word == Word::cannot_be_told_apart);
}

TEST_CASE("a reset reason of unknown age is no more than possible", "[causes]") {
    auto const machine = machine_with(reset_reason({27}), std::nullopt);
    CHECK(told(machine, "reset-sync-flood") == true);
    CHECK_FALSE(told(machine, "reset-fresh"));
    CHECK(test::said(diagnose(machine, {})) == "hardware-error possible");
}

TEST_CASE("bits that are not set are denied", "[causes]") {
    auto const machine = machine_with(reset_reason({21}), {{21}});
    for (auto const* const sign :
         {"reset-thermal", "reset-cpu-limit", "reset-button", "reset-pin", "reset-triple-fault",
          "reset-boot-timer", "reset-watchdog", "reset-sync-flood"}) {
        INFO(sign);
        CHECK(told(machine, sign) == false);
    }
}

// 0x00200a00 and 0x08000a00 were seen on one machine that was not hot.
TEST_CASE("the processor's temperature limit counts only without another reason", "[causes]") {
    CHECK(told(machine_with(reset_reason({9}), {{9}}), "reset-cpu-limit") == true);
    CHECK_FALSE(told(machine_with(reset_reason({9, 21}), {{9, 21}}), "reset-cpu-limit"));
    auto const flood = machine_with(reset_reason({9, 27}), {{9, 27}});
    CHECK_FALSE(told(flood, "reset-cpu-limit"));
    CHECK(test::said(diagnose(flood, {})) == "hardware-error established");
}

TEST_CASE("the processor's temperature limit alone is no more than possible", "[causes]") {
    auto machine = machine_with(reset_reason({9}), {{9}});
    CHECK(test::said(diagnose(machine, {{"after", "off"}})) == "thermal-trip possible");
    machine.history.blackbox.emplace();
    machine.history.blackbox->runs = {test::black_box_run(
        test::kLastBoot, {test::recorded("coretemp Package", "temperature", 100, 60, {85, 99})})};
    CHECK(test::said(diagnose(machine, {})) == "thermal-trip likely");
}

TEST_CASE("only a card reset in the watchdog's status is a reset by it", "[causes]") {
    auto machine = machine_after(End::cut);
    CHECK_FALSE(told(machine, "watchdog"));
    machine.history.previous_end->watchdog_status = 0;
    CHECK(told(machine, "watchdog") == false);
    machine.history.previous_end->watchdog_status = 0x8100;
    CHECK(told(machine, "watchdog") == false);
    machine.history.previous_end->watchdog_status = 0x20;
    CHECK(told(machine, "watchdog") == true);
    CHECK(test::said(diagnose(machine, {})) == "watchdog established");
}

TEST_CASE("the drives' counters tell a loss of power only where all of them agree", "[causes]") {
    struct Row {
        std::map<std::string, std::int64_t> cycles, unsafe;
        std::optional<bool> removed;
    };
    std::vector<Row> const rows{
        {{}, {}, {}},
        {{{"nvme0", 1}}, {{"nvme0", 1}}, true},
        {{{"nvme0", 3}}, {{"nvme0", 3}}, true},
        {{{"nvme0", 0}}, {{"nvme0", 0}}, false},
        {{{"nvme0", 0}}, {{"nvme0", 1}}, false},  // the controller was reset
        {{{"nvme0", 1}}, {{"nvme0", 0}}, {}},     // another system shut down in between
        {{{"nvme0", 4}}, {{"nvme0", 1}}, {}},     // several starts in between
        {{{"nvme0", 1}}, {}, {}},                 // the drive does not count it
        {{{"nvme0", 1}, {"sda", 0}}, {{"nvme0", 1}, {"sda", 0}}, {}},
        {{{"nvme0", 1}, {"sda", 1}}, {{"nvme0", 1}, {"sda", 1}}, true},
    };
    for (auto const& row : rows) {
        auto machine = machine_after(End::cut);
        machine.history.previous_end->power_cycles_more = row.cycles;
        machine.history.previous_end->unsafe_shutdowns_more = row.unsafe;
        CHECK(told(machine, "power-removed") == row.removed);
    }
}

TEST_CASE("an uncorrected error counts in the last minutes, early in the next start, and in BERT",
          "[causes]") {
    auto machine = machine_after(End::cut);
    CHECK(told(machine, "machine-check") == false);
    machine.history.log_matches = {test::line_before_end("machine-check", 3000),
                                   test::line_of_next("machine-check", 900),
                                   test::line_of_next("machine-check-corrected", 2)};
    CHECK(told(machine, "machine-check") == false);
    machine.history.log_matches = {test::line_before_end("machine-check", 5)};
    CHECK(told(machine, "machine-check") == true);
    machine.history.log_matches = {test::line_of_next("machine-check", 2)};
    CHECK(told(machine, "machine-check") == true);
    machine.history.log_matches.clear();
    machine.history.bert = Bert{{{"corrected", "memory", {}}, {"informational", "other", {}}}};
    CHECK(told(machine, "machine-check") == false);
    machine.history.bert->errors.push_back({"fatal", "memory", "DIMM_A2"});
    CHECK(told(machine, "machine-check") == true);
    CHECK(test::said(diagnose(machine, {})) == "hardware-error established");
}

// Some boards show the same error, of their own firmware, at every start.
TEST_CASE("an error that stands in the log of every start is none", "[causes]") {
    auto machine = machine_after(End::cut);
    auto now = test::line_of_next("machine-check", 1);
    now.values = {{"bank", "6"}, {"status", "ee0000000040110a"}};
    auto before = now;
    before.boot_id = test::kLastBoot;
    machine.history.log_matches = {before, now};
    CHECK(told(machine, "machine-check") == false);
    // The run before that was cut as well: then it is the same fault again.
    auto earlier = machine.history.boots[1];
    earlier.boot_id = "33333333333333333333333333333333";
    machine.history.boots.push_back(earlier);
    CHECK(told(machine, "machine-check") == true);
    machine.history.boots[2].shutdown_started = true;
    CHECK(told(machine, "machine-check") == false);
    machine.history.log_matches[1].values["bank"] = "5";
    CHECK(told(machine, "machine-check") == true);
    machine.history.log_matches[1] = now;
    machine.history.log_matches[0].boot_s = 1800;
    CHECK(told(machine, "machine-check") == true);
}

TEST_CASE("errors of one memory module alone speak for that module", "[causes]") {
    auto const machine_with_errors = [](std::vector<std::pair<char const*, char const*>> rows) {
        auto machine = machine_after(End::cut);
        for (auto const& [dimm, count] : rows)
            machine.history.log_matches.push_back(
                test::line_before_end("edac-corrected", 1200, {{"dimm", dimm}, {"count", count}}));
        machine.history.log_matches.push_back(test::line_of_next("machine-check", 1));
        return machine;
    };
    CHECK(told(machine_with_errors({{"DIMM_A2", "2"}, {"DIMM_A2", "1"}}), "corrected-memory") ==
          true);
    CHECK(told(machine_with_errors({{"DIMM_A2", "2"}}), "corrected-memory") == false);
    CHECK(told(machine_with_errors({{"DIMM_A2", "90"}, {"DIMM_B2", "1"}}), "corrected-memory") ==
          false);
    CHECK(told(machine_with_errors(
                   {{"DIMM_A2", "9223372036854775807"}, {"DIMM_A2", "9223372036854775807"}}),
               "corrected-memory") == true);
    CHECK_FALSE(told(machine_with_errors({}), "corrected-memory"));
    CHECK(test::said(diagnose(machine_with_errors({{"DIMM_A2", "40"}}), {})) ==
          "hardware-error established, memory-module likely");
}

TEST_CASE("corrected errors alone are no cause", "[causes]") {
    auto machine = machine_after(End::cut);
    for (int i = 0; i < 50; ++i) {
        machine.history.log_matches.push_back(
            test::line_before_end("edac-corrected", 60 + i, {{"dimm", "DIMM_A2"}}));
        machine.history.log_matches.push_back(test::line_before_end("machine-check-corrected", i));
    }
    for (auto const& suspect : diagnose(machine, {}).suspects) CHECK(suspect.cause->last_resort);
}

TEST_CASE("only the early Ryzen generations are known for their idle states", "[causes]") {
    struct Row {
        char const* vendor;
        int family, model;
        bool early;
    };
    for (auto const& row :
         {Row{"AuthenticAMD", 0x17, 0x71, true}, Row{"AuthenticAMD", 0x19, 0x21, true},
          Row{"AuthenticAMD", 0x19, 0x50, true}, Row{"AuthenticAMD", 0x19, 0x61, false},
          Row{"AuthenticAMD", 0x1a, 0x44, false}, Row{"GenuineIntel", 0x17, 0x71, false}}) {
        auto machine = machine_after(End::cut);
        machine.platform.cpu.vendor = row.vendor;
        machine.platform.cpu.family = row.family;
        machine.platform.cpu.model_number = row.model;
        CHECK(told(machine, "early-zen") == row.early);
    }
}

}  // namespace
}  // namespace rigcheck::causes
