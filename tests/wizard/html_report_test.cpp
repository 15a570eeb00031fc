#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "checklists/rules/rules.hpp"
#include "probe/facts/texts.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/big_machine.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/program.hpp"
#include "tests/support/tree.hpp"
#include "wizard/report/report.hpp"

namespace rigcheck {
namespace {

using test::kOneStick;
using test::Tree;

Report judged(Snapshot snapshot) {
    auto findings =
        put_in_words(all_rules(snapshot, {}), [](std::string const& text) { return text; });
    return {std::move(snapshot), std::move(findings)};
}

Report report_of(std::string const& machine) {
    return judged(read_snapshot(Tree(machine).machine()));
}

bool holds(std::string const& page, std::string const& text) {
    return page.find(text) != std::string::npos;
}

std::string complaints(std::string const& page) {
    auto const checked =
        test::run_command("python3 " RIGCHECK_SOURCE_DIR "/tests/support/check_html.py", page);
    return checked.out + checked.err;
}

void check_page(std::string const& page) {
    auto const wrong = complaints(page);
    INFO(wrong);
    CHECK(wrong.empty());
}

// A machine as large as they come, out of a small one.
TEST_CASE("the page of a machine is whole and loads nothing", "[html]") {
    auto const names = test::machine_names();
    constexpr std::size_t kStep = 12;  // the checker is a program of its own, and takes its time
    for (std::size_t i = 0; i < names.size(); i += kStep) {
        auto const& name = names[i];
        INFO(name);
        check_page(html_report(report_of(name)));
    }
}

TEST_CASE("the page holds the verdict, the cards, their steps and what they rest on", "[html]") {
    auto const report = report_of("pcie-chipset-third-card.tree");
    auto const page = html_report(report);
    CHECK(holds(page, "Found: 2 warnings"));
    CHECK(holds(page, "<svg"));
    CHECK(holds(page, "x4 of x16"));
    CHECK(holds(page, "the narrowest part"));
    CHECK(holds(page, "% sure"));
    for (auto const& finding : report.findings) {
        if (finding.state != State::fail) continue;
        INFO(finding.id);
        CHECK(holds(page, finding.title));
        CHECK(holds(page, finding.id));
        for (auto const& action : finding.actions)
            CHECK(holds(page, "<li>" + action.substr(0, 20)));
        for (auto const& item : finding.evidence) CHECK(holds(page, item.source));
    }
    CHECK(holds(page, "Could not be checked"));
    CHECK(holds(page, "Looked at and fine"));
}

TEST_CASE("the worst stands first on the page, what was accepted last", "[html]") {
    auto report = report_of("pcie-nbr10-risers.tree");
    REQUIRE(report.findings.size() > 3);
    for (auto& finding : report.findings) {
        if (finding.severity == Severity::notice) finding.state = State::accepted;
    }
    auto const page = html_report(report);
    auto const critical = page.find("class=\"card critical\"");
    auto const warning = page.find("class=\"card warning\"");
    auto const accepted = page.find("class=\"card accepted\"");
    REQUIRE(accepted != std::string::npos);
    CHECK(critical < warning);
    CHECK(warning < accepted);
}

TEST_CASE("nothing of a machine becomes part of the page", "[html]") {
    auto snapshot = read_snapshot(Tree("pcie-chipset-third-card.tree").machine());
    auto report = judged(snapshot);
    std::string const planted = "\"><script>alert('&')</script><b x=\"";
    each_text(report.snapshot, [&](std::string& text, std::string_view field) {
        bool const a_way = field == "address" || field == "parent" || field == "pci_address";
        if (!a_way) text += planted;
    });
    for (auto& finding : report.findings) {
        for (auto* text : {&finding.title, &finding.meaning, &finding.reason, &finding.retest,
                           &finding.guide, &finding.id})
            *text += planted;
        for (auto& action : finding.actions) action += planted;
        for (auto& item : finding.evidence) item = {planted, planted};
    }
    auto const page = html_report(report);
    CHECK_FALSE(holds(page, "<script"));
    CHECK_FALSE(holds(page, "<b x"));
    CHECK(holds(page, "&lt;script&gt;"));
    check_page(page);
}

TEST_CASE("a large machine stays readable: long tables are folded", "[html]") {
    auto const page = html_report(judged(test::big_machine()));
    check_page(page);
    CHECK(holds(page, "<summary>300 lines</summary>"));
    CHECK(holds(page, "P1_DIMM_H1"));
    CHECK(holds(page, "0000:47:00.0"));
    CHECK(holds(page, "nvme23n1"));
}

TEST_CASE("a machine of which nothing is known has a page too", "[html]") {
    auto const page = html_report(judged({}));
    check_page(page);
    CHECK_FALSE(holds(page, "<svg"));
}

TEST_CASE("check writes the page, with the exit code of the check", "[html]") {
    auto const tree = Tree::from_text(kOneStick);
    auto const outcome = test::run_rigcheck({"check", "--root", tree.root(), "--format", "html"});
    CHECK(outcome.exit_code == 1);
    check_page(outcome.out);
    CHECK(holds(outcome.out, "memory.single-channel"));
}

// To write the pages anew after a change that is meant:
//   RIGCHECK_WRITE_GOLDEN=1 build/debug/tests/rigcheck_tests "[golden]"     and review the diff.
TEST_CASE("the page for the browser, without its style sheet", "[golden][html]") {
    auto const* const machine = GENERATE("pcie-chipset-third-card", "ram-agesa-same-channel");
    auto snapshot = read_snapshot(Tree(machine + std::string(".tree")).machine());
    for (auto& function : snapshot.pcie.functions) {
        function.vendor_name.reset();
        function.device_name.reset();
    }
    for (auto& device : snapshot.drivers.devices) device.name.reset();
    for (auto& gpu : snapshot.gpus) gpu.name.reset();
    snapshot.taken_at = "2026-11-20T21:48:05Z";
    snapshot.tool.version = "1.2.3";
    auto const page = html_report(judged(snapshot));
    auto const body = page.substr(page.find("<body>"));
    auto const file = std::string(RIGCHECK_SOURCE_DIR "/tests/wizard/golden/") + machine + ".html";
    if (std::getenv("RIGCHECK_WRITE_GOLDEN") != nullptr) std::ofstream(file) << body;
    CHECK(body == test::read_file(file));
}

}  // namespace
}  // namespace rigcheck
