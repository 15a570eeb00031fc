#include "checklists/findings/words.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

// Ids are stable for ever (design, "Findings").
std::set<std::string> const kIds{"power.psu-headroom",
                                 "history.unclean-end",
                                 "history.thermal-shutdown",
                                 "history.machine-check",
                                 "history.gpu-lost",
                                 "history.kernel-panic",
                                 "history.out-of-memory",
                                 "history.pcie-errors",
                                 "history.watchdog",
                                 "pcie.gpu-width",
                                 "pcie.gpu-speed",
                                 "pcie.gpu-atomics",
                                 "pcie.gpu-attachment",
                                 "pcie.path-bottleneck",
                                 "pcie.device-gone",
                                 "pcie.nvme-link",
                                 "pcie.aer",
                                 "pcie.resizable-bar",
                                 "pcie.bar-unassigned",
                                 "pcie.regression",
                                 "pcie.bandwidth",
                                 "memory.single-channel",
                                 "memory.partial-channels",
                                 "memory.same-channel-pair",
                                 "memory.unbalanced",
                                 "memory.slot-choice",
                                 "memory.below-rating",
                                 "memory.missing-capacity",
                                 "memory.mixed",
                                 "memory.ecc-inactive",
                                 "memory.vs-vram",
                                 "storage.hidden-drive",
                                 "storage.root-on-hdd",
                                 "storage.sata-link",
                                 "storage.health",
                                 "storage.space",
                                 "storage.trim",
                                 "storage.usb2",
                                 "storage.controller-dead",
                                 "drivers.missing",
                                 "drivers.not-loaded",
                                 "drivers.probe-failed",
                                 "drivers.blacklisted",
                                 "drivers.dangling",
                                 "drivers.firmware-missing",
                                 "drivers.nvidia-mismatch",
                                 "drivers.nvidia-branch",
                                 "drivers.nouveau-in-use",
                                 "drivers.gpu-power-cable",
                                 "drivers.gpu-not-claimed",
                                 "drivers.secure-boot-unsigned",
                                 "drivers.dkms",
                                 "drivers.reboot-pending",
                                 "drivers.software-rendering",
                                 "drivers.cuda-driver",
                                 "drivers.gpu-access",
                                 "sensors.cpu-temperature",
                                 "sensors.gpu-temperature",
                                 "sensors.drive-temperature",
                                 "sensors.fan-stopped",
                                 "sensors.rail-voltage",
                                 "sensors.no-board-sensors",
                                 "sensors.throttling",
                                 "sensors.gpu-throttling",
                                 "sensors.gpu-memory-errors",
                                 "setup.legacy-apt-key",
                                 "setup.cudnn-mismatch",
                                 "setup.stale-cuda-path",
                                 "setup.notebook-exposed",
                                 "setup.weak-certificate",
                                 "setup.ssh-passwords",
                                 "setup.unsupported-os",
                                 "setup.cpu-only-framework",
                                 "build.parts-mismatch"};

Verdicts verdicts_of_all_machines() {
    Verdicts all;
    for (auto const& name : test::machine_names()) {
        test::Tree const tree(name);
        for (auto& verdict : all_rules(read_snapshot(tree.machine()), {})) {
            all.push_back(std::move(verdict));
        }
    }
    return all;
}

TEST_CASE("every id of the design has its words, and no other", "[words]") {
    std::set<std::string> ids;
    for (auto const& words : all_words()) ids.insert(words.id);
    CHECK(ids == kIds);
}

TEST_CASE("every machine gets a verdict on every id", "[words]") {
    for (auto const& name : test::machine_names()) {
        INFO(name);
        test::Tree const tree(name);
        std::set<std::string> ids;
        for (auto const& verdict : all_rules(read_snapshot(tree.machine()), {})) {
            ids.insert(verdict.id);
        }
        CHECK(ids == kIds);
    }
}

TEST_CASE("no text is left with an unfilled placeholder", "[words]") {
    auto const findings =
        put_in_words(verdicts_of_all_machines(), [](std::string const& text) { return text; });
    for (auto const& finding : findings) {
        INFO(finding.id << ": " << finding.title);
        auto texts = finding.actions;
        texts.insert(texts.end(), {finding.title, finding.meaning, finding.reason, finding.retest});
        for (auto const& text : texts) CHECK(text.find('{') == std::string::npos);
        CHECK_FALSE(finding.title.empty());
    }
}

TEST_CASE("a fault has a confidence, evidence and something to do, an unknown has a reason",
          "[words]") {
    auto const findings =
        put_in_words(verdicts_of_all_machines(), [](std::string const& text) { return text; });
    for (auto const& finding : findings) {
        INFO(finding.id << ": " << finding.title);
        if (finding.state == State::fail) {
            CHECK(finding.confidence >= kMinimumConfidence);
            CHECK_FALSE(finding.evidence.empty());
            CHECK_FALSE(finding.actions.empty());
            CHECK_FALSE(finding.meaning.empty());
        }
        if (finding.state == State::pass) CHECK(finding.confidence >= kMinimumConfidence);
        if (finding.state == State::unknown || finding.state == State::not_applicable) {
            CHECK_FALSE(finding.reason.empty());
        }
    }
}

TEST_CASE("translations reach every text, and values fill them afterwards", "[words]") {
    Verdict verdict;
    verdict.id = "memory.single-channel";
    verdict.state = State::fail;
    verdict.words = find_words(verdict.id)->wordings.begin()->first;
    auto const findings =
        put_in_words({verdict}, [](std::string const& text) { return "<" + text + ">"; });
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].title.front() == '<');
    CHECK(findings[0].retest.front() == '<');
}

}  // namespace
}  // namespace rigcheck
