// The family history on facts made by hand: what it raises, and above all what it does not.
#include <algorithm>
#include <catch2/catch.hpp>

#include "checklists/findings/words.hpp"
#include "checklists/knowledge/nvidia_xid.hpp"
#include "checklists/rules/rules.hpp"
#include "tests/support/last_end.hpp"

namespace rigcheck {
namespace {

using test::before_end;
using test::End;
using test::line_before_end;
using test::line_of_next;
using test::machine_after;

Finding finding_of(Snapshot const& snapshot, std::string const& id) {
    auto const findings =
        put_in_words(history_rules(snapshot, {}), [](std::string const& text) { return text; });
    auto const at = std::find_if(findings.begin(), findings.end(),
                                 [&](Finding const& finding) { return finding.id == id; });
    REQUIRE(at != findings.end());
    CHECK(std::none_of(findings.begin(), findings.end(), [](Finding const& finding) {
        return finding.title.find('{') != std::string::npos ||
               finding.meaning.find('{') != std::string::npos;
    }));
    return *at;
}

// "fail warning often", "pass orderly"
std::string said(Snapshot const& snapshot, std::string const& id) {
    auto const finding = finding_of(snapshot, id);
    std::string text(enum_name(finding.state));
    if (finding.severity) text += ' ' + std::string(enum_name(*finding.severity));
    for (auto const& verdict : history_rules(snapshot, {})) {
        if (verdict.id == id) text += ' ' + verdict.words;
    }
    return text;
}

std::vector<std::string> fails_of(Snapshot const& snapshot) {
    std::vector<std::string> fails;
    for (auto const& verdict : history_rules(snapshot, {})) {
        if (verdict.state == State::fail) fails.push_back(verdict.id + ' ' + verdict.words);
    }
    return fails;
}

constexpr char const* kEnd = "history.unclean-end";
constexpr char const* kHeat = "history.thermal-shutdown";
constexpr char const* kCheck = "history.machine-check";
constexpr char const* kGpu = "history.gpu-lost";
constexpr char const* kPanic = "history.kernel-panic";
constexpr char const* kMemory = "history.out-of-memory";
constexpr char const* kPcie = "history.pcie-errors";
constexpr char const* kWatchdog = "history.watchdog";

TEST_CASE("a shutdown raises nothing", "[history-rules]") {
    auto const machine = machine_after(End::clean);
    CHECK(fails_of(machine).empty());
    CHECK(said(machine, kEnd) == "pass orderly");
    for (auto const* const id : {kHeat, kCheck, kGpu, kPanic, kMemory, kPcie, kWatchdog}) {
        INFO(id);
        CHECK(said(machine, id) == "pass none");
    }
}

TEST_CASE("a first run, and a machine that keeps no logs, raise nothing", "[history-rules]") {
    auto first = machine_after(End::clean);
    first.history.boots.resize(1);
    first.history.previous_end.reset();
    CHECK(fails_of(first).empty());
    CHECK(said(first, kEnd) == "not-applicable first");
    CHECK(said(first, kHeat) == "not-applicable first");
    CHECK(said(first, kGpu) == "pass none");

    Snapshot const nothing;
    CHECK(said(nothing, kEnd) == "unknown not-known");
    CHECK(said(nothing, kGpu) == "not-applicable not-kept");

    // A live system: the journal goes with the memory, and its gap says so.
    first.gaps = {{"history", "/var/log/journal", Missing::absent, {}}};
    CHECK(said(first, kEnd) == "unknown not-known");
    CHECK(fails_of(first).empty());
}

TEST_CASE("logs that may not be read are unknown, with the right that is missing",
          "[history-rules]") {
    Snapshot machine;
    machine.gaps = {{"history", "/var/log/journal", Missing::needs_group, {}}};
    for (auto const* const id : {kEnd, kHeat, kCheck, kGpu, kPanic, kMemory, kPcie, kWatchdog}) {
        INFO(id);
        CHECK(said(machine, id) == "unknown not-known");
        CHECK(finding_of(machine, id).needs == "group:adm");
    }
}

TEST_CASE("an end without a shutdown is a notice with its bracket", "[history-rules]") {
    auto machine = machine_after(End::cut);
    CHECK(said(machine, kEnd) == "fail notice once");
    auto finding = finding_of(machine, kEnd);
    CHECK(finding.confidence < 0.9);
    CHECK(finding.meaning.find("2026-11-20 21:48:05 UTC") != std::string::npos);
    CHECK(finding.meaning.find("2026-11-20 21:48:35 UTC") != std::string::npos);
    machine.history.previous_end->filesystem_replay = true;
    CHECK(finding_of(machine, kEnd).confidence > 0.95);
    machine.history.previous_end->next_boot_at = "garbage";
    CHECK(finding_of(machine, kEnd).meaning.find("next start was at ?") != std::string::npos);
}

TEST_CASE("three ends without a shutdown within a month are a pattern", "[history-rules]") {
    auto machine = machine_after(End::cut);
    auto& boots = machine.history.boots;
    for (int i = 1; i <= 4; ++i) {
        boots.push_back(boots[1]);
        boots.back().boot_id = std::string(32, static_cast<char>('3' + i));
        boots.back().last_at = before_end(3600.0 * i + 3600);
        bool const cut = i <= 2;
        boots.back().journal_stopped = boots.back().shutdown_started = !cut;
    }
    CHECK(said(machine, kEnd) == "fail warning often");
    CHECK(finding_of(machine, kEnd).title.starts_with("3 of the 5 runs"));
    boots[2].last_at = "2026-08-01T10:00:00Z";
    CHECK(said(machine, kEnd) == "fail notice once");
}

TEST_CASE("what was long ago does not count once the last run ended well", "[history-rules]") {
    auto machine = machine_after(End::clean);
    auto& boots = machine.history.boots;
    for (int i = 0; i < 5; ++i) {
        boots.push_back(boots[1]);
        boots.back().boot_id = std::string(32, static_cast<char>('3' + i));
        boots.back().journal_stopped = boots.back().shutdown_started = false;
    }
    CHECK(fails_of(machine).empty());
}

TEST_CASE("sleep, an empty battery and a host that stops its guest raise nothing",
          "[history-rules]") {
    auto asleep = machine_after(End::cut);
    asleep.history.boots[1].suspended_at_end = true;
    CHECK(said(asleep, kEnd) == "unknown asleep");
    CHECK(fails_of(asleep).empty());

    auto portable = machine_after(End::cut);
    portable.platform.chassis = "notebook";
    CHECK(said(portable, kEnd) == "unknown battery");
    CHECK(fails_of(portable).empty());

    auto guest = machine_after(End::cut);
    for (auto const* const host : {"kvm", "wsl"}) {
        guest.platform.virtualization = host;
        guest.history.log_matches = {line_before_end("soft-lockup", 100)};
        CHECK(said(guest, kEnd) == "not-applicable virtual");
        CHECK(fails_of(guest).empty());
        CHECK(causes::diagnose(guest, {}).suspects.empty());
    }
}

TEST_CASE("a journal of a container or of one user raises nothing", "[history-rules]") {
    auto machine = machine_after(End::cut);
    for (auto& boot : machine.history.boots) {
        boot.kernel.reset();
        boot.last_lines.clear();
    }
    CHECK(fails_of(machine).empty());
    CHECK(said(machine, kEnd) == "unknown not-known");
    CHECK(said(machine, kGpu) == "not-applicable not-kept");
}

TEST_CASE("heat is only said where system or processor said it", "[history-rules]") {
    auto machine = machine_after(End::clean);
    machine.history.log_matches = {line_before_end("thermal-shutdown", 20, {{"zone", "acpitz"}})};
    CHECK(said(machine, kHeat) == "fail critical kernel");
    CHECK(finding_of(machine, kHeat).title.find("acpitz") != std::string::npos);

    machine = machine_after(End::cut);
    machine.history.previous_end->reset_reason = test::reset_reason({0});
    CHECK(said(machine, kHeat) == "unknown perhaps");  // of unknown age
    machine.history.previous_end->reset_reason->new_bits = std::vector{0};
    CHECK(said(machine, kHeat) == "fail critical hardware");

    machine = machine_after(End::cut);
    machine.history.blackbox.emplace();
    machine.history.blackbox->runs = {test::black_box_run(
        test::kLastBoot, {test::recorded("Package", "temperature", 100, 60, {99})})};
    CHECK(said(machine, kHeat) == "unknown perhaps");
    CHECK(finding_of(machine, kHeat).needs == "person");
}

TEST_CASE("a zone with a made-up temperature is not believed", "[history-rules]") {
    auto machine = machine_after(End::clean);
    machine.history.log_matches = {line_before_end("thermal-shutdown", 20, {{"zone", "acpitz"}})};
    SensorChip chip;
    chip.name = "acpitz-acpi-0";
    chip.prefix = "acpitz";
    SensorFeature feature;
    feature.kind = SensorKind::temperature;
    feature.value = 16.8;
    feature.crit = 20.8;
    chip.features = {feature};
    machine.sensors.chips = {chip};
    CHECK(said(machine, kHeat) == "unknown odd-zone");
}

TEST_CASE("faults beyond correction are critical, corrected ones a notice", "[history-rules]") {
    auto machine = machine_after(End::cut);
    machine.history.log_matches = {line_before_end("edac-corrected", 100, {{"count", "2"}})};
    CHECK(said(machine, kCheck) == "pass none");
    machine.history.log_matches.push_back(line_before_end("machine-check-corrected", 90));
    CHECK(said(machine, kCheck) == "fail notice corrected");
    machine.history.log_matches.push_back(line_of_next("machine-check", 2));
    CHECK(said(machine, kCheck) == "fail critical uncorrected");
    machine.history.boots[1].shutdown_started = true;
    CHECK(said(machine, kCheck) == "unknown old-record");
    machine.history.log_matches.push_back(line_of_next("machine-check", 200));
    CHECK(said(machine, kCheck) == "fail critical uncorrected");

    machine = machine_after(End::cut);
    machine.history.previous_end->reset_reason = test::reset_reason({27});
    CHECK(said(machine, kCheck) == "pass none");
    machine.history.previous_end->reset_reason->new_bits = std::vector{27};
    CHECK(said(machine, kCheck) == "fail critical uncorrected");
}

TEST_CASE("a record of the firmware after an orderly end may be of another system",
          "[history-rules]") {
    auto machine = machine_after(End::cut);
    machine.history.bert = Bert{{{"fatal", "memory", {}}}};
    CHECK(said(machine, kCheck) == "fail critical uncorrected");
    machine = machine_after(End::clean);
    machine.history.bert = Bert{{{"fatal", "memory", {}}}};
    CHECK(said(machine, kCheck) == "unknown old-record");
    machine.history.bert->errors[0].severity = "corrected";
    CHECK(said(machine, kCheck) == "pass none");
}

Snapshot machine_with_xids(std::vector<std::pair<double, char const*>> const& xids) {
    auto machine = machine_after(End::clean);
    for (auto const& [seconds, xid] : xids)
        machine.history.log_matches.push_back(
            line_before_end("nvidia-xid", seconds, {{"xid", xid}, {"address", "0000:01:00"}}));
    return machine;
}

TEST_CASE("of a burst of Xids the first that blames the machine is named", "[history-rules]") {
    CHECK(said(machine_with_xids({{100, "62"}, {99, "45"}, {98, "79"}}), kGpu) ==
          "fail warning xid-stopped");
    CHECK(said(machine_with_xids({{100, "31"}, {99, "43"}, {98, "45"}}), kGpu) == "pass programs");
    CHECK(said(machine_with_xids({{100, "31"}, {99, "79"}, {98, "154"}}), kGpu) ==
          "fail critical xid-lost");
    CHECK(said(machine_with_xids({{1000, "62"}, {99, "79"}}), kGpu) == "fail critical xid-lost");
    CHECK(said(machine_with_xids({{1000, "79"}, {99, "62"}}), kGpu) == "fail critical xid-lost");
    CHECK(said(machine_with_xids({{99, "12345"}}), kGpu) == "pass programs");
    CHECK(finding_of(machine_with_xids({{1000, "48"}, {99, "64"}}), kGpu).title.find("Xid 64") !=
          std::string::npos);
}

TEST_CASE("each kind of Xid has its words, its weight and a first thing to try",
          "[history-rules]") {
    for (int number = 0; number < 1000; ++number) {
        auto const text = std::to_string(number);
        auto const* const code = find_xid(text);
        if (code == nullptr) continue;
        INFO(number);
        auto const* const kind = find_xid_kind(code->kind);
        REQUIRE(kind != nullptr);
        CHECK_FALSE(code->name.empty());
        bool const known = code->fault == "hardware" || code->fault == "software" ||
                           code->fault == "either" || code->fault == "none";
        CHECK(known);
        auto const finding = finding_of(machine_with_xids({{99, text.c_str()}}), kGpu);
        CHECK(finding.severity == kind->raises);
        CHECK(finding.actions.empty() == !kind->raises.has_value());
        if (code->fault == "none") CHECK_FALSE(kind->raises);
    }
    // Study, 1.4: all of its numbers.
    for (auto const* const xid :
         {"13",  "31",  "32",  "69", "43", "45",  "46",  "62",  "109", "158", "48",  "95",
          "140", "171", "172", "63", "64", "74",  "144", "145", "146", "147", "148", "149",
          "150", "54",  "79",  "92", "94", "119", "120", "136", "167", "143", "154"}) {
        INFO(xid);
        CHECK(find_xid(xid) != nullptr);
    }
}

TEST_CASE("a card outside the case may have been unplugged", "[history-rules]") {
    auto machine = machine_with_xids({{99, "79"}});
    PcieFunction card;
    card.address = "0000:01:00.0";
    card.removable = "fixed";
    machine.pcie.functions = {card};
    CHECK(said(machine, kGpu) == "fail critical xid-lost");
    machine.pcie.functions[0].removable = "removable";
    CHECK(said(machine, kGpu) == "unknown external");
}

TEST_CASE("other drivers' hangs are a notice, and a warning when they come back",
          "[history-rules]") {
    auto machine = machine_after(End::clean);
    auto& lines = machine.history.log_matches;
    lines = {line_before_end("amdgpu-ring-timeout", 100), line_before_end("xe-hang", 50)};
    CHECK(said(machine, kGpu) == "fail notice hung");
    lines.push_back(line_before_end("amdgpu-ring-timeout", 40));
    CHECK(said(machine, kGpu) == "fail warning hung-often");
    lines.push_back(line_before_end("amdgpu-reset-failed", 40));
    CHECK(said(machine, kGpu) == "fail critical lost");
    for (auto& line : lines) line.boot_id = "an older run";
    CHECK(said(machine, kGpu) == "pass none");
}

TEST_CASE("a panic is named after what the kernel said", "[history-rules]") {
    struct Row {
        char const* panic;
        char const* said;
    };
    for (auto const& row :
         {Row{"Fatal exception", "fail warning driver"},
          Row{"Fatal machine check", "fail critical hardware"},
          Row{"Attempted to kill init! exitcode=0x00000007", "fail warning storage"}}) {
        auto machine = machine_after(End::cut);
        machine.history.pstore = {test::panic_record(row.panic, before_end(0),
                                                     {"RIP: 0010:_nv012345rm+0x1a/0x40 [nvidia]"})};
        CHECK(said(machine, kPanic) == row.said);
    }
    auto machine = machine_after(End::clean);
    machine.history.pstore = {test::panic_record("Fatal exception", before_end(-1))};
    CHECK(said(machine, kPanic) == "fail warning panic");
    CHECK(said(machine, kEnd) == "pass orderly");
    machine.history.pstore[0].at = "2025-01-01T00:00:00Z";
    CHECK(said(machine, kPanic) == "pass none");
    for (int day = 1; day <= 3; ++day) {
        machine.history.pstore.push_back(test::panic_record(
            "place " + std::to_string(day), "2026-11-1" + std::to_string(day) + "T10:00:00Z"));
    }
    machine.history.pstore.push_back(test::panic_record("Fatal exception", before_end(-1)));
    CHECK(said(machine, kPanic) == "fail warning differ");
}

TEST_CASE("full memory is a notice", "[history-rules]") {
    auto machine = machine_after(End::clean);
    machine.history.log_matches = {line_before_end("oom-kill", 500, {{"process", "python3"}})};
    CHECK(said(machine, kMemory) == "fail notice killed");
    machine.history.log_matches = {line_before_end("oom-kill-group", 500)};
    CHECK(said(machine, kMemory) == "pass none");
}

TEST_CASE("PCIe errors of the start, of unplugging, and single ones are passed over",
          "[history-rules]") {
    auto machine = machine_after(End::clean);
    auto& lines = machine.history.log_matches;
    std::map<std::string, std::string> const address{{"address", "0000:01:00.0"}};
    for (int i = 0; i < 5; ++i) lines.push_back(line_of_next("aer-nonfatal", 2));
    lines.push_back(line_before_end("aer-nonfatal", 100, address));
    lines.push_back(line_before_end("aer-nonfatal", 90, address));
    CHECK(said(machine, kPcie) == "pass none");
    lines.push_back(line_before_end("aer-nonfatal", 80, address));
    CHECK(said(machine, kPcie) == "fail notice nonfatal");
    lines.push_back(line_before_end("aer-fatal", 70, address));
    CHECK(said(machine, kPcie) == "fail warning fatal");
    PcieFunction box;
    box.address = "0000:01:00.0";
    box.removable = "removable";
    machine.pcie.functions = {box};
    CHECK(said(machine, kPcie) == "pass none");
}

TEST_CASE("a watchdog's reset is a warning, a core that stood still a notice", "[history-rules]") {
    auto machine = machine_after(End::cut);
    machine.history.log_matches = {line_before_end("hard-lockup", 500)};
    CHECK(said(machine, kWatchdog) == "fail notice lockup");
    machine.history.previous_end->watchdog_status = 0x20;
    CHECK(said(machine, kWatchdog) == "fail warning reset");
    // A watchdog also ends a shutdown that hangs, and some keep their flag.
    machine = machine_after(End::clean);
    machine.history.previous_end->watchdog_status = 0x20;
    CHECK(said(machine, kWatchdog) == "pass none");
}

}  // namespace
}  // namespace rigcheck
