// The study's decision table (shutdown study, section 2), row by row: a captured machine, what the
// person says, and what must come of it. The real probe reads each machine.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "checklists/causes/diagnosis.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/last_end.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck::causes {
namespace {

struct Row {
    char const* machine;
    Answers answers;
    char const* said;      // the suspects with their words, the best first
    char const* question;  // that is asked next; empty: none
    char const* test;      // that is proposed next
};

// What nobody can tell from a log that stops.
constexpr char const* kSilent =
    "plug cannot be told apart, mains-loss cannot be told apart, psu-trip cannot be told apart, "
    "heat-unseen cannot be told apart, board-short cannot be told apart, "
    "held-or-reset cannot be told apart";

std::vector<Row> const kRows{
    {"end-01-orderly", {}, "orderly established", "", "show-who"},

    {"end-02-power-key", {}, "power-key likely", "button", "show-who"},
    {"end-02-power-key", {{"button", "yes"}}, "power-key established", "", "show-who"},
    {"end-02-power-key", {{"button", "no"}}, "case-button likely", "times", "bridge-pins"},

    {"end-03-heat-alarm", {}, "os-thermal established", "", "watch-zone"},

    {"end-04-button-held", {}, "button-held likely", "after", "read-hang"},
    {"end-04-button-held", {{"button", "yes"}}, "button-held established", "", "read-hang"},
    {"end-04-button-held",
     {{"after", "off"}, {"button", "no"}},
     "case-button-held likely",
     "times",
     "bridge-pins"},
    // Held to end a freeze: row 14.
    {"end-04-button-held",
     {{"after", "froze"}, {"button", "yes"}},
     "frozen possible",
     "",
     "recorder-on"},
    {"end-04-reset-line", {}, "reset-pressed likely", "after", "read-hang"},
    {"end-04-reset-line", {{"button", "yes"}}, "reset-pressed established", "", "read-hang"},
    {"end-04-reset-line", {{"button", "no"}}, "reset-button likely", "after", "unplug-reset"},

    {"end-05-heat-line", {}, "thermal-trip established", "", "cooler-contact"},
    {"end-05-hot", {}, "thermal-trip possible", "after", "cooler-contact"},
    {"end-05-hot", {{"after", "off"}}, "thermal-trip likely", "work", "cooler-contact"},
    {"end-05-hot", {{"after", "alone"}}, "thermal-trip possible", "work", "cooler-contact"},

    {"end-05-processor-limit", {}, "thermal-trip possible", "after", "cooler-contact"},
    {"end-05-processor-limit",
     {{"after", "off"}, {"work", "load"}},
     "thermal-trip possible",
     "times",
     "cooler-contact"},

    // Cool and steep, but nobody has said what it did: context puts the supply first, no more.
    {"end-06-supply",
     {},
     "psu-trip cannot be told apart, plug cannot be told apart, mains-loss cannot be told apart, "
     "board-short cannot be told apart, held-or-reset cannot be told apart",
     "after",
     "gpu-cap"},
    {"end-06-supply",
     {{"after", "off"}, {"others", "no"}, {"plug", "no"}},
     "psu-protection possible",
     "work",
     "gpu-cap"},
    {"end-06-supply",
     {{"after", "latched"}, {"others", "no"}, {"plug", "no"}, {"times", "first"}, {"work", "load"}},
     "psu-protection possible",
     "",
     "gpu-cap"},
    {"end-06-supply",
     {{"after", "off"}, {"others", "no"}, {"plug", "no"}, {"times", "again"}},
     "psu-protection likely",
     "work",
     "gpu-cap"},
    // Whoever may have touched the plug must be asked before the supply is accused.
    {"end-06-supply",
     {{"after", "off"}, {"others", "no"}, {"times", "again"}},
     "psu-protection possible",
     "plug",
     "gpu-cap"},
    {"end-06-supply",
     {{"after", "off"}, {"others", "no"}, {"plug", "yes"}, {"times", "again"}},
     "plug-touched likely",
     "",
     "check-plugs"},
    {"end-06-supply-twice",
     {{"after", "off"}, {"others", "no"}, {"plug", "no"}},
     "psu-protection likely",
     "work",
     "gpu-cap"},

    {"end-06-supply",
     {{"after", "alone"}, {"others", "no"}, {"plug", "no"}},
     "psu-restart possible",
     "work",
     "ac-restore-off"},
    {"end-07-supply-restarts",
     {{"after", "alone"}, {"others", "no"}, {"plug", "no"}},
     "psu-restart likely",
     "work",
     "ac-restore-off"},

    {"end-08-mains", {{"others", "yes"}}, "mains possible", "after", "other-outlet"},
    {"end-08-mains",
     {{"after", "off"}, {"others", "yes"}, {"plug", "no"}},
     "mains likely",
     "",
     "other-outlet"},
    {"end-08-mains",
     {{"after", "off"}, {"others", "yes"}, {"plug", "yes"}},
     "plug-touched likely",
     "",
     "check-plugs"},

    {"end-09-nothing", {}, kSilent, "after", "recorder-on"},
    {"end-09-nothing",
     {{"after", "off"}, {"others", "no"}, {"button", "no"}, {"plug", "no"}, {"work", "load"}},
     "psu-trip cannot be told apart, heat-unseen cannot be told apart, "
     "loose-plug cannot be told apart, mains-dip cannot be told apart, "
     "board-short cannot be told apart",
     "times",
     "recorder-on"},
    {"end-09-nothing", {{"others", "yes"}}, "mains possible", "after", "other-outlet"},
    {"end-09-nothing",
     {{"after", "alone"}, {"others", "no"}, {"button", "no"}, {"plug", "no"}},
     "loose-plug cannot be told apart, mains-dip cannot be told apart, "
     "psu-trip cannot be told apart, board-short cannot be told apart, "
     "sudden-reset cannot be told apart, heat-unseen cannot be told apart",
     "work",
     "recorder-on"},
    {"end-09-nothing", {{"button", "yes"}}, "button-told likely", "after", "read-hang"},

    {"end-10-panic", {}, "panic established", "", "read-panic"},
    {"end-10-panic-machine-check",
     {},
     "panic-hardware established, hardware-error established, panic established",
     "",
     "memory-profile-off"},
    {"end-10-panic-drive", {}, "panic established, panic-storage likely", "", "drive-slot"},
    {"end-10-panic-driver", {}, "panic established, panic-driver likely", "", "driver-version"},
    {"end-10-panics-differ",
     {},
     "panic established, panics-differ likely",
     "times",
     "memory-profile-off"},

    {"end-11-sync-flood", {}, "hardware-error established", "", "memory-profile-off"},
    {"end-11-firmware-record", {}, "hardware-error established", "", "memory-profile-off"},

    {"end-12-triple-fault", {}, "triple-fault possible", "after", "memory-profile-off"},

    {"end-13-watchdog", {}, "watchdog established", "", "read-hang"},
    {"end-13-watchdog-status", {}, "watchdog established", "", "read-hang"},

    // Fallen off the bus and then dead is not the same as and then alive.
    {"end-14-card-lost", {}, "gpu-frozen likely", "after", "gpu-cap"},
    {"end-14-card-lost",
     {{"after", "froze"}, {"button", "yes"}},
     "gpu-frozen likely",
     "work",
     "gpu-cap"},
    {"end-14-card-lost-recorded", {}, "gpu-frozen likely", "after", "gpu-cap"},
    {"end-14-card-and-machine", {}, "gpu-died-with possible", "after", "gpu-cap"},
    {"end-14-card-and-machine",
     {{"after", "latched"}},
     "gpu-died-with possible",
     "work",
     "gpu-cap"},
    {"end-14-card-and-machine", {{"after", "froze"}}, "gpu-frozen likely", "button", "gpu-cap"},
    {"end-14-card-hung", {}, "gpu-frozen possible", "after", "gpu-cap"},
    {"end-14-card-hung", {{"after", "froze"}}, "gpu-frozen likely", "button", "gpu-cap"},
    {"end-14-card-cable", {}, "gpu-cable likely", "", "gpu-cables"},

    {"end-15-system-drive", {}, "system-drive possible", "after", "drive-slot"},
    {"end-15-system-drive", {{"after", "froze"}}, "system-drive likely", "times", "drive-slot"},

    {"end-16-memory-full", {}, "memory-full possible", "after", "watch-memory"},
    {"end-16-memory-full", {{"after", "froze"}}, "memory-full likely", "work", "watch-memory"},

    {"end-17-idle",
     {{"after", "alone"}, {"others", "no"}, {"plug", "no"}, {"times", "first"}},
     "idle-state possible",
     "",
     "typical-idle"},
    {"end-17-idle",
     {{"after", "alone"}, {"others", "no"}, {"plug", "no"}, {"times", "again"}},
     "idle-state likely",
     "",
     "typical-idle"},
    {"end-17-idle",
     {{"after", "alone"}, {"others", "no"}, {"times", "again"}},
     "idle-state possible",
     "plug",
     "typical-idle"},

    {"end-18-before-system",
     {{"work", "starting"}},
     "before-system cannot be told apart",
     "after",
     "guide-on-then-off"},

    {"end-18-boot-timer", {}, "boot-timer possible", "", "memory-profile-off"},
    {"end-18-boot-timer",
     {{"work", "starting"}},
     "boot-timer possible, before-system cannot be told apart",
     "after",
     "memory-profile-off"},

    {"end-19-memory-module",
     {},
     "hardware-error established, memory-module likely",
     "after",
     "swap-dimms"},

    {"end-20-regulators", {}, "thermal-trip established, vrm possible", "work", "vrm-airflow"},

    // Hostile and contradictory evidence.
    {"end-odd-shutdown-and-panic", {}, "orderly established, panic established", "", "show-who"},
    {"end-odd-old-reason",
     {},
     "plug cannot be told apart, mains-loss cannot be told apart, psu-trip cannot be told apart, "
     "board-short cannot be told apart, heat-unseen cannot be told apart",
     "after",
     "recorder-on"},
    {"end-odd-limit-and-flood", {}, "hardware-error established", "", "memory-profile-off"},
    {"end-odd-all-ones", {}, kSilent, "after", "recorder-on"},
    {"end-odd-watchdog-stayed-off", {{"after", "off"}}, "watchdog established", "", "read-hang"},
};

Snapshot read(std::string const& machine) {
    test::Tree const tree(machine + ".tree");
    return read_snapshot(tree.machine());
}

TEST_CASE("each row of the study's table gives its cause, its ties and its next test",
          "[causes-rows]") {
    std::map<std::string, Snapshot> machines;
    for (auto const& row : kRows) {
        auto [at, is_new] = machines.try_emplace(row.machine);
        if (is_new) at->second = read(row.machine);
        REQUIRE(complaint(row.answers).empty());
        auto const diagnosis = diagnose(at->second, row.answers);
        auto const& next = diagnosis.next;
        INFO(row.machine << " " << (row.answers.empty() ? "" : row.answers.begin()->second));
        CHECK(test::said(diagnosis) == row.said);
        CHECK((next.question == nullptr ? "" : next.question->id) == row.question);
        CHECK((next.test == nullptr ? "" : next.test->id) == row.test);
    }
}

TEST_CASE("a machine that comes back and may have kept its power is not the supply's fault",
          "[causes-rows]") {
    auto machine = read("end-07-supply-restarts");
    Answers const answers{{"after", "alone"}, {"others", "no"}, {"plug", "no"}};
    auto& end = machine.history.previous_end.value();
    end.power_cycles_more.clear();
    CHECK(test::said(diagnose(machine, answers)) == "psu-restart possible");
    end.power_cycles_more = {{"nvme0n1", 0}};
    auto const diagnosis = diagnose(machine, answers);
    CHECK(test::said(diagnosis) == "psu-restart possible");
    CHECK(diagnosis.suspects[0].contradicting == Conditions{"!power-removed"});
}

TEST_CASE("every captured end has its row", "[causes-rows]") {
    for (auto const& name : test::machine_names()) {
        if (!name.starts_with("end-") || name.starts_with("end-fine-")) continue;
        INFO(name);
        CHECK(std::any_of(kRows.begin(), kRows.end(), [&](Row const& row) {
            return std::string(row.machine) + ".tree" == name;
        }));
    }
}

}  // namespace
}  // namespace rigcheck::causes
