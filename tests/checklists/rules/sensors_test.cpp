#include <catch2/catch.hpp>

#include "checklists/knowledge/board_sensors.hpp"
#include "checklists/knowledge/cpu_temperature_limits.hpp"
#include "checklists/rules/sensors_belief.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/tree.hpp"
#include "tests/support/verdict_table.hpp"

namespace rigcheck {
namespace {

// The first group are healthy machines with the oddities of the domain notes: no fault but notices
// on a module that is not loaded. The second group are faults.
std::vector<test::ExpectedVerdicts> const kMachines{
    {"sensors-acpitz-16-8", {}, {"sensors.no-board-sensors not-in-kernel"}},
    {"sensors-all-fans-zero", {}, {"sensors.fan-stopped all-zero"}},
    {"sensors-asleep", {}, {}},
    {"sensors-auxtin", {}, {}},
    {"sensors-board-12v-low", {"sensors.rail-voltage +12V notice board-says-off"}, {}},
    {"sensors-board-asrock-likely", {}, {}},
    {"sensors-board-asus-module", {"sensors.no-board-sensors board notice module"}, {}},
    {"sensors-board-module-absent", {}, {}},
    {"sensors-board-module-loaded",
     {},
     {"sensors.no-board-sensors loaded-in-vain", "sensors.drive-temperature drivetemp"}},
    {"sensors-board-msi-likely", {}, {"sensors.no-board-sensors module-option-likely"}},
    {"sensors-board-msi-module", {"sensors.no-board-sensors board notice module-option"}, {}},
    {"sensors-cpu-fan-stopped", {"sensors.fan-stopped fans critical stopped"}, {}},
    {"sensors-cpu-fan-zero-other-turns", {}, {}},
    {"sensors-cpu-hot-idle", {"sensors.cpu-temperature cpu warning hot-at-rest"}, {}},
    {"sensors-cpu-limit-idle", {"sensors.cpu-temperature cpu critical limit-at-rest"}, {}},
    {"sensors-cpu-limit-low-load", {"sensors.cpu-temperature cpu warning limit-at-low-load"}, {}},
    {"sensors-cpu-warm-idle", {"sensors.cpu-temperature cpu notice warm-at-rest"}, {}},
    {"sensors-drivetemp-critical",
     {"sensors.drive-temperature drivetemp-scsi-0-0 critical critical"},
     {}},
    {"sensors-gpu-zero-rpm", {}, {}},
    {"sensors-healthy-asus",
     {},
     {"sensors.cpu-temperature fine", "sensors.drive-temperature fine",
      "sensors.fan-stopped turning", "sensors.no-board-sensors seen"}},
    {"sensors-intel-full-load", {}, {"sensors.cpu-temperature limit-under-load"}},
    {"sensors-load-unknown", {}, {"sensors.cpu-temperature load-unknown"}},
    {"sensors-nct6687-extremes", {}, {}},
    {"sensors-notebook", {}, {"sensors.no-board-sensors portable", "sensors.throttling portable"}},
    {"sensors-nvme-critical", {"sensors.drive-temperature nvme0 critical critical"}, {}},
    {"sensors-nvme-hot", {"sensors.drive-temperature nvme0 warning hot"}, {}},
    {"sensors-nvme-limits", {}, {}},
    {"sensors-open-input-127", {}, {}},
    {"sensors-psu-12v-low",
     {"sensors.rail-voltage v_out +12v warning off",
      "sensors.rail-voltage v_out +5v critical far-off"},
     {}},
    {"sensors-tctl-offset", {}, {"sensors.cpu-temperature fine"}},
    {"sensors-throttled-few", {}, {}},
    {"sensors-throttled-never", {}, {}},
    {"sensors-throttled-often", {"sensors.throttling cpu warning often"}, {}},
    {"sensors-throttled-since-boot", {"sensors.throttling cpu notice since-boot"}, {}},
    {"sensors-unknown-cpu",
     {},
     {"sensors.cpu-temperature no-sensor", "sensors.no-board-sensors unknown-board"}},
    {"sensors-vm", {}, {"sensors.cpu-temperature virtual"}},
    {"sensors-zen4-full-load", {}, {"sensors.cpu-temperature by-design"}},
};

TEST_CASE("each machine gets exactly the verdicts its sensors deserve", "[sensors-rules]") {
    test::check_verdict_table(kMachines, "sensors-", &sensors_rules,
                              {"sensors.throttling rising", "sensors.fan-stopped stopped-since"});
}

Snapshot snapshot_of(char const* machine) {
    test::Tree const tree(std::string(machine) + ".tree");
    return read_snapshot(tree.machine());
}

Verdict verdict_on(char const* id, Snapshot const& snapshot, Expectations const& expectations) {
    for (auto const& verdict : sensors_rules(snapshot, expectations)) {
        if (verdict.id == id) return verdict;
    }
    return {};
}

TEST_CASE("a fan that turned in an earlier run and stands still on a hot processor",
          "[sensors-rules]") {
    Expectations expectations;
    expectations.baseline = snapshot_of("sensors-healthy-asus");
    auto now = snapshot_of("sensors-cpu-fan-zero-other-turns");
    CHECK(verdict_on("sensors.fan-stopped", now, {}).state == State::pass);
    for (auto& chip : now.sensors.chips) {
        if (chip.prefix == "k10temp") chip.features[0].value = 70;
    }
    auto const verdict = verdict_on("sensors.fan-stopped", now, expectations);
    CHECK(verdict.state == State::fail);
    CHECK(verdict.words == "stopped-since");
    for (auto& chip : now.sensors.chips) {
        if (chip.prefix == "k10temp") chip.features[0].value = 45;
    }
    CHECK(verdict_on("sensors.fan-stopped", now, expectations).state == State::pass);
}

TEST_CASE("a throttle counter that rises within one boot", "[sensors-rules]") {
    auto now = snapshot_of("sensors-throttled-since-boot");
    Expectations expectations;
    expectations.baseline = snapshot_of("sensors-throttled-few");
    CHECK(verdict_on("sensors.throttling", now, expectations).words == "since-boot");
    now.boot_id = "11111111-2222-3333-4444-555555555555";
    expectations.baseline->boot_id = now.boot_id;
    CHECK(verdict_on("sensors.throttling", now, expectations).words == "rising");
}

TEST_CASE("what is not believed says why", "[sensors-rules]") {
    auto const doubts = [](char const* machine, SensorKind kind) {
        std::map<std::string, std::string> found;
        auto const snapshot = snapshot_of(machine);
        for (auto const& belief : believe(snapshot, kind)) {
            found[belief.feature->label] = belief.doubt;
            found[belief.chip->prefix + " " + belief.feature->label] = belief.doubt;
            CHECK(belief.value.has_value() == belief.doubt.empty());
        }
        return found;
    };
    auto auxtin = doubts("sensors-auxtin", SensorKind::temperature);
    CHECK(auxtin["AUXTIN0"] == "unconnected input");
    CHECK(auxtin["CPUTIN"] == "the processor measures better");
    CHECK(auxtin["Tctl"].empty());
    auto open = doubts("sensors-open-input-127", SensorKind::temperature);
    CHECK(open["temp1"] == "open input");
    CHECK(open["temp2"] == "open input");
    CHECK(open["temp3"] == "same as its neighbours");
    auto rails = doubts("sensors-nct6687-extremes", SensorKind::voltage);
    CHECK(rails["+3.3V"] == "not scaled");
    CHECK(rails["VBat"] == "no rail is named");
    CHECK(rails["+12V"].empty());
    CHECK(doubts("sensors-acpitz-16-8", SensorKind::temperature)["acpitz temp1"] ==
          "made up by firmware");
}

TEST_CASE("limits that were never set, or are extremes seen, are no limits", "[sensors-rules]") {
    auto const snapshot = snapshot_of("sensors-nct6687-extremes");
    for (auto const& belief : believe(snapshot, SensorKind::temperature)) {
        if (belief.chip->prefix != "nct6687") continue;
        CHECK_FALSE(belief.max);
        CHECK_FALSE(belief.crit);
    }
    auto const nvme = snapshot_of("sensors-nvme-limits");
    for (auto const& belief : believe(nvme, SensorKind::temperature)) {
        if (belief.feature->label == "Composite") {
            CHECK(belief.max == 81.85);
            CHECK(belief.crit == 84.85);
        } else {
            CHECK_FALSE(belief.max);
        }
    }
}

TEST_CASE("limits of processors by their names", "[sensors-rules]") {
    auto const limit = [](char const* name) {
        auto const* const found = find_cpu_limits(name);
        return found == nullptr ? 0 : found->limit_c;
    };
    CHECK(limit("AMD Ryzen 7 7800X3D 8-Core Processor") == 89);
    CHECK(limit("AMD Ryzen 9 9950X 16-Core Processor") == 95);
    CHECK(limit("AMD Ryzen 7 5800X3D 8-Core Processor") == 90);
    CHECK(limit("AMD Ryzen Threadripper 1950X 16-Core Processor") == 68);
    CHECK(limit("Intel(R) Core(TM) Ultra 9 285K") == 105);
    CHECK(limit("13th Gen Intel(R) Core(TM) i9-13900K") == 100);
    CHECK(limit("Loongson 3A6000") == 0);
}

TEST_CASE("boards lead to the chip that measures their fans", "[sensors-rules]") {
    auto const module = [](char const* vendor, char const* board) -> std::string {
        Platform platform;
        platform.board_vendor = vendor;
        platform.board = board;
        auto const* const found = find_board_sensors(platform);
        if (found == nullptr) return "?";
        return found->module.value_or("none") + (found->sure ? "" : "?");
    };
    CHECK(module("Micro-Star International Co., Ltd.", "B550-A PRO (MS-7C56)") == "nct6683");
    CHECK(module("Micro-Star International Co., Ltd.", "MAG B650 TOMAHAWK WIFI (MS-7D75)") ==
          "nct6683?");
    CHECK(module("ASUSTeK COMPUTER INC.", "ROG STRIX X570-E GAMING") == "nct6775");
    CHECK(module("ASUSTeK COMPUTER INC.", "Z97-A") == "nct6775?");
    CHECK(module("Gigabyte Technology Co., Ltd.", "B550 AORUS ELITE V2") == "none");
    CHECK(module("ASRock", "X570 Taichi") == "nct6683");
    CHECK(module("Dell Inc.", "0ABC") == "?");
}

}  // namespace
}  // namespace rigcheck
