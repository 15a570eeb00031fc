#include "wizard/report/redact_report.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <tuple>

#include "checklists/rules/rules.hpp"
#include "probe/facts/json.hpp"
#include "probe/facts/texts.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/program.hpp"
#include "tests/support/schema_file.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

using test::Tree;

constexpr std::array kIdentifiers{"alice",    "annas-pc", "1b4e28ba",         "52:54:00",
                                  "S7DNNJ0W", "5002538e", "0123456789abcdef", "1A2B-3C4D"};
constexpr char const* kPlanted =
    " /home/alice/x /run/media/alice/1A2B-3C4D alice annas-pc "
    "1b4e28ba-2fa1-11d2-883f-0016d3cca427 52:54:00:ab:cd:ef "
    "/dev/disk/by-id/ata-Samsung_SSD_S7DNNJ0W wwn-0x5002538e40 "
    "0123456789abcdef0123456789abcdef";

Report judged(Snapshot snapshot) {
    auto findings =
        put_in_words(all_rules(snapshot, {}), [](std::string const& text) { return text; });
    return {std::move(snapshot), std::move(findings)};
}

using Seen = std::vector<std::tuple<std::string, State, std::string, double>>;

Seen verdicts_of(Snapshot const& snapshot) {
    Seen seen;
    for (auto const& verdict : all_rules(snapshot, {}))
        seen.emplace_back(verdict.id, verdict.state, verdict.words, verdict.confidence);
    return seen;
}

// Identifiers behind every text of the facts but those that are compared with words of the trade.
Report planted_everywhere() {
    auto report = judged(read_snapshot(Tree("setup-homes-recorded.tree").machine()));
    auto const plant = [](std::string& text) { text += kPlanted; };
    for (auto& finding : report.findings) {
        for (auto* text :
             {&finding.subject, &finding.title, &finding.meaning, &finding.reason, &finding.retest})
            plant(*text);
        for (auto& action : finding.actions) plant(action);
        finding.evidence.push_back({kPlanted, kPlanted});
    }
    report.snapshot.boot_id = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";
    report.snapshot.gaps.push_back(
        {.area = "storage", .what = kPlanted, .reason = Missing::needs_root, .remedy = kPlanted});
    report.snapshot.platform.kernel.cmdline = kPlanted;
    report.snapshot.drivers.kernel_log.emplace().push_back({kPlanted});
    auto& filesystem = report.snapshot.storage.filesystems.emplace_back();
    filesystem.mount = filesystem.device = kPlanted;
    report.snapshot.setup.notebooks.emplace_back().path = kPlanted;
    report.snapshot.setup.certificates.emplace_back().path = kPlanted;
    report.snapshot.setup.ssh.deciding_file = kPlanted;
    return report;
}

void check_names_nobody(std::string const& text) {
    for (auto const* identifier : kIdentifiers) {
        INFO(identifier);
        CHECK(text.find(identifier) == std::string::npos);
    }
}

TEST_CASE("a redacted report names nobody, wherever it stood", "[redact]") {
    auto const report = redacted(planted_everywhere(), {"annas-pc", "alice"});
    check_names_nobody(json_report(report, true));
    check_names_nobody(html_report(report));
    CHECK_FALSE(report.snapshot.boot_id);
}

TEST_CASE("identifiers with a shape go from every fact, known or not", "[redact]") {
    auto snapshot = read_snapshot(Tree("storage-health.tree").machine());
    each_text(snapshot, [](std::string& text, std::string_view field) {
        if (field != "partition_type")
            text += " 1b4e28ba-2fa1-11d2-883f-0016d3cca427 52:54:00:ab:cd:ef /home/alice/x";
    });
    auto const text = to_json(redacted(snapshot, {})).dump();
    check_names_nobody(text);
}

TEST_CASE("a report is redacted once", "[redact]") {
    std::vector<std::string> const names{"annas-pc", "alice"};
    auto const once = redacted(planted_everywhere(), names);
    CHECK(json_report(redacted(once, names), true) == json_report(once, true));
}

TEST_CASE("rules see the same in a redacted snapshot", "[redact]") {
    test::SchemaFile const snapshot_schema("probe/facts/snapshot.schema.json");
    test::SchemaFile const report_schema("wizard/report/report.schema.json");
    // Names that are words of the trade as well, and names that are words of ours.
    std::vector<std::string> const names{"nvidia", "will",  "card",  "debian", "nouveau",
                                         "CPU",    "r8169", "alice", "0000",   "0"};
    auto const machines = test::machine_names();
    constexpr std::size_t kStep = 4;  // the schemas take their time
    for (std::size_t i = 0; i < machines.size(); i += kStep) {
        auto const& name = machines[i];
        INFO(name);
        auto const report = judged(read_snapshot(Tree(name).machine()));
        auto const safe = redacted(report, names);
        CHECK(verdicts_of(safe.snapshot) == verdicts_of(report.snapshot));
        CHECK(snapshot_schema.complaints(json_snapshot(safe.snapshot, {})).empty());
        CHECK(report_schema.complaints(json_report(safe, true)).empty());
    }
}

TEST_CASE("parts keep their names, and sentences their words", "[redact]") {
    auto report = judged(read_snapshot(Tree("pcie-chipset-third-card.tree").machine()));
    report.snapshot.platform.board = "alice X670E";
    auto const safe = redacted(report, {"alice", "card", "will"});
    CHECK(safe.snapshot.platform.board == "alice X670E");
    REQUIRE(safe.findings.size() == report.findings.size());
    for (std::size_t i = 0; i < safe.findings.size(); ++i) {
        CHECK(safe.findings[i].title == report.findings[i].title);
        CHECK(safe.findings[i].actions == report.findings[i].actions);
        CHECK(safe.findings[i].subject == report.findings[i].subject);
    }
}

TEST_CASE("the names of a machine are its host and its people", "[redact]") {
    auto const tree = Tree::from_text(
        "/proc/sys/kernel/hostname = annas-pc.lan\n"
        "/etc/passwd = root:x:0:0::/root:/bin/sh\\nanna:x:1000:1000::/home/anna:/bin/sh\n");
    CHECK(names_of(tree.machine()) == std::vector<std::string>{"annas-pc.lan", "annas-pc", "anna"});
}

// A machine with a notebook of a person, and a drive that is mounted under the host's name.
constexpr char const* kNamed =
    "/proc/sys/kernel/hostname = annas-pc\n"
    "/etc/passwd = anna:x:1000:1000::/home/anna:/bin/sh\n"
    "/proc/cmdline = root=/dev/disk/by-id/ata-Samsung_SSD_S7DNNJ0W ip=::::annas-pc:eth0\n"
    "/etc/os-release = ID=debian\\nVERSION_ID=\"12\"\n"
    "/home/anna/.bashrc = export PATH=/usr/local/cuda-9.0/bin:$PATH\n";

bool names_somebody(std::string const& text) {
    return text.find("anna") != std::string::npos || text.find("S7DNNJ0W") != std::string::npos;
}

TEST_CASE("what check writes to be passed on is redacted unless told otherwise", "[redact][cli]") {
    auto const tree = Tree::from_text(kNamed);
    auto const out = [&](std::vector<std::string> options) {
        options.insert(options.begin(), {"check", "--all", "--root", tree.root()});
        return test::run_rigcheck(options).out;
    };
    REQUIRE(names_somebody(out({"--format", "json", "--with-identifiers"})));
    CHECK_FALSE(names_somebody(out({"--format", "json"})));
    CHECK_FALSE(names_somebody(out({"--format", "html"})));
    auto const scratch = Tree::from_text("/x/");
    auto const file = scratch.root() + "/report";
    out({"-o", file});
    CHECK_FALSE(names_somebody(test::read_file(file)));
    CHECK(out({"-o", "-"}) == out({}));
}

}  // namespace
}  // namespace rigcheck
