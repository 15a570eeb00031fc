#include <algorithm>
#include <catch2/catch.hpp>

#include "checklists/findings/words.hpp"
#include "checklists/rules/pcie_path.hpp"
#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/tree.hpp"

using namespace rigcheck;
using namespace rigcheck::test;

namespace {

Snapshot machine(std::string const& name) {
    Tree const tree(name + ".tree");
    return read_snapshot(tree.machine());
}

// "words/severity" of every verdict of one id, in the order of the subjects.
std::vector<std::string> said(Snapshot const& snapshot, std::string const& id,
                              Expectations const& expectations = {}) {
    std::vector<std::string> out;
    for (auto const& verdict : pcie_rules(snapshot, expectations)) {
        if (verdict.id != "pcie." + id) continue;
        auto text = verdict.words;
        if (verdict.severity) text += "/" + std::string(enum_name(*verdict.severity));
        out.push_back(text);
    }
    return out;
}

using Said = std::vector<std::string>;

std::vector<std::string> alarms(Snapshot const& snapshot) {
    std::vector<std::string> out;
    for (auto const& verdict : pcie_rules(snapshot, {})) {
        if (verdict.state == State::fail && verdict.severity != Severity::notice)
            out.push_back(verdict.id + " " + verdict.subject + " " + verdict.words);
    }
    return out;
}

}  // namespace

TEST_CASE("bandwidth follows the encoding of each generation", "[pcie-rules]") {
    CHECK(bandwidth_gbs(2.5, 16) == Approx(4.0));
    CHECK(bandwidth_gbs(8, 8) == Approx(7.877).margin(0.001));
    CHECK(bandwidth_gbs(16, 1) == Approx(1.969).margin(0.001));
    CHECK(bandwidth_gbs(64, 16) == Approx(128.0));
}

TEST_CASE("machines without a fault raise no warning", "[pcie-rules]") {
    for (auto const* name : {"pcie-healthy-x16",
                             "pcie-idle-nvidia",
                             "pcie-active-nvidia",
                             "pcie-navi-x470",
                             "pcie-arc-a770",
                             "pcie-usb4-egpu",
                             "pcie-x570-soc",
                             "pcie-nic-raid-narrow",
                             "pcie-vm-passthrough",
                             "pcie-plx-dual-gpu",
                             "pcie-rtx4060",
                             "pcie-8500g",
                             "pcie-integrated",
                             "pcie-no-root",
                             "pcie-old-strings",
                             "pcie-sriov",
                             "pcie-vmd",
                             "pcie-two-ends-differ",
                             "pcie-asleep",
                             "pcie-two-cards-x8",
                             "pcie-old-bios-gen3",
                             "pcie-polaris-dpm",
                             "pcie-boot-vga-second",
                             "pcie-gen3-setting",
                             "pcie-slots"}) {
        INFO(name);
        CHECK(alarms(machine(name)) == Said{});
    }
}

TEST_CASE("an idle link is unknown, never a fault", "[pcie-rules]") {
    auto snapshot = machine("pcie-idle-nvidia");
    CHECK(said(snapshot, "gpu-speed") == Said{"idle"});
    SECTION("until a copy shows the same speed under load") {
        auto const gpu =
            std::find_if(snapshot.pcie.functions.begin(), snapshot.pcie.functions.end(),
                         [&](PcieFunction const& f) { return is_card_gpu(snapshot.pcie, f); });
        PcieCopy copy;
        copy.address = gpu->address;
        copy.pinned = true;
        copy.speed_gts = 2.5;
        copy.width = 16;
        copy.to_device_gbs = copy.from_device_gbs = 3.4;
        snapshot.pcie.copies = {copy};
        CHECK(said(snapshot, "gpu-speed") == Said{"slow/warning"});
        CHECK(said(snapshot, "bandwidth") == Said{"good"});
        snapshot.pcie.copies.front().to_device_gbs = 2.0;
        snapshot.pcie.copies.front().from_device_gbs = 2.0;
        CHECK(said(snapshot, "bandwidth") == Said{"low/warning"});
    }
}

TEST_CASE("the card edge is judged, not the function", "[pcie-rules]") {
    CHECK(said(machine("pcie-navi-x470"), "gpu-width") == Said{"by-design"});
    CHECK(said(machine("pcie-navi-x470"), "gpu-speed") == Said{"board-limited"});
    CHECK(said(machine("pcie-navi48-trained-x8"), "gpu-width") == Said{"reseat/warning"});
    CHECK(said(machine("pcie-arc-a770"), "gpu-width") == Said{"full"});
    CHECK(said(machine("pcie-plx-dual-gpu"), "gpu-width") == Said{"full"});
    CHECK(said(machine("pcie-usb4-egpu"), "gpu-width") == Said{"external"});
}

TEST_CASE("a narrow port is told from a bad seat", "[pcie-rules]") {
    CHECK(said(machine("pcie-8500g"), "gpu-width") == Said{"cpu-limited"});
    CHECK(said(machine("pcie-two-cards-x8"), "gpu-width") ==
          Said{"shared/notice", "shared/notice"});
    CHECK(said(machine("pcie-chipset-third-card"), "gpu-attachment") ==
          Said{"cpu", "cpu", "chipset/warning"});
    CHECK(said(machine("pcie-path-product"), "path-bottleneck") == Said{"uplink/warning"});
}

TEST_CASE("a port at x8 is a note with a drive on its lanes and a warning without",
          "[pcie-rules]") {
    auto snapshot = machine("pcie-12900k-port-x8");
    CHECK(said(snapshot, "gpu-width") == Said{"port-limited/notice"});
    std::erase_if(snapshot.pcie.functions, [](PcieFunction const& function) {
        return function.class_code == Hex<6>{0x010802};
    });
    CHECK(said(snapshot, "gpu-width") == Said{"port-limited/warning"});
}

TEST_CASE("cards on x1 risers fail on width", "[pcie-rules]") {
    CHECK(alarms(machine("pcie-nbr10-risers")).size() >= 3);
}

TEST_CASE("a card that fell off the bus is critical", "[pcie-rules]") {
    CHECK(said(machine("pcie-gone"), "device-gone") == Said{"gone/critical"});
}

TEST_CASE("a card of the earlier run that is missing is critical", "[pcie-rules]") {
    Expectations expectations;
    expectations.baseline = machine("pcie-idle-nvidia");
    auto now = *expectations.baseline;
    CHECK(said(now, "device-gone", expectations) == Said{"all-answer"});
    auto& functions = now.pcie.functions;
    std::erase_if(functions, [&](PcieFunction const& f) {
        return is_card_gpu(expectations.baseline->pcie, f);
    });
    CHECK(said(now, "device-gone", expectations) == Said{"missing/critical"});
}

TEST_CASE("drives, errors and windows", "[pcie-rules]") {
    CHECK(said(machine("pcie-nvme-x2"), "nvme-link") ==
          Said{"port-limited/notice", "reseat/warning"});
    CHECK(said(machine("pcie-rebar-off"), "resizable-bar") == Said{"off-arc/warning"});
    CHECK(said(machine("pcie-arc-a770"), "resizable-bar") == Said{"full"});
    CHECK(said(machine("pcie-bar-unassigned"), "bar-unassigned") == Said{"no-space/critical"});
    CHECK(said(machine("pcie-aer"), "aer").front() == "nonfatal/notice");
}

TEST_CASE("a link that lost lanes since the earlier run fails", "[pcie-rules]") {
    Expectations expectations;
    expectations.baseline = machine("pcie-healthy-x16");
    auto now = *expectations.baseline;
    CHECK(said(now, "regression", expectations).front() == "same");
    for (auto& function : now.pcie.functions) {
        if (is_card_gpu(now.pcie, function)) function.link->width = 8;
    }
    CHECK(said(now, "regression", expectations).front() == "narrower/warning");
}

TEST_CASE("every verdict has words and no placeholder is left", "[pcie-rules]") {
    for (auto const* name : {"pcie-healthy-x16", "pcie-nbr10-risers", "pcie-aer", "pcie-gone",
                             "pcie-chipset-third-card", "pcie-nvme-x2", "pcie-8500g",
                             "pcie-path-product", "pcie-rebar-off", "pcie-bar-unassigned",
                             "pcie-vm-passthrough", "pcie-usb4-egpu", "pcie-two-cards-x8"}) {
        auto const findings = put_in_words(pcie_rules(machine(name), {}),
                                           [](std::string const& text) { return text; });
        for (auto const& finding : findings) {
            INFO(name << " " << finding.id << " " << finding.title << finding.meaning);
            CHECK((finding.title + finding.meaning + finding.reason).find('{') ==
                  std::string::npos);
            if (finding.state == State::fail) CHECK(finding.confidence >= kMinimumConfidence);
        }
    }
}
