#include <catch2/catch.hpp>
#include <set>

#include "checklists/findings/words.hpp"
#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

struct Expected {
    char const* machine;
    std::set<std::string> fails;  // "id subject severity", all of them
};

// The traps T1 to T18 of the domain notes and the fixtures of their section 18. The first line of
// each machine says what is special about it.
std::vector<Expected> const kMachines{
    {"pcie-12900k-port-x8",
     {"pcie.gpu-width 0000:01:00.0 notice", "pcie.resizable-bar 0000:01:00.0 notice"}},
    {"pcie-8500g", {}},
    {"pcie-active-nvidia", {}},
    {"pcie-aer", {"pcie.aer 0000:01:00.0 notice"}},
    {"pcie-arc-a770", {}},
    {"pcie-asleep", {}},
    {"pcie-bar-unassigned",
     {"pcie.bar-unassigned 0000:03:00.0 critical", "pcie.gpu-width 0000:04:00.0 notice"}},
    {"pcie-boot-vga-second",
     {"pcie.gpu-width 0000:09:00.0 notice", "pcie.gpu-width 0000:0a:00.0 notice"}},
    {"pcie-chipset-third-card",
     {"pcie.gpu-attachment 0000:05:00.0 warning", "pcie.gpu-width 0000:01:00.0 notice",
      "pcie.gpu-width 0000:02:00.0 notice", "pcie.gpu-width 0000:05:00.0 warning"}},
    {"pcie-gen3-setting", {}},
    {"pcie-gone", {"pcie.device-gone 0000:01:00.0 critical"}},
    {"pcie-healthy-x16", {}},
    {"pcie-idle-nvidia", {}},
    {"pcie-integrated", {}},
    {"pcie-navi-x470", {}},
    {"pcie-navi48-port-x8", {"pcie.gpu-width 0000:03:00.0 warning"}},
    {"pcie-navi48-trained-x8", {"pcie.gpu-width 0000:03:00.0 warning"}},
    {"pcie-nbr10-risers",
     {"pcie.gpu-attachment 0000:02:00.0 warning", "pcie.gpu-attachment 0000:03:00.0 warning",
      "pcie.gpu-width 0000:01:00.0 critical", "pcie.gpu-width 0000:02:00.0 critical",
      "pcie.gpu-width 0000:03:00.0 critical", "pcie.resizable-bar 0000:01:00.0 notice",
      "pcie.resizable-bar 0000:02:00.0 notice", "pcie.resizable-bar 0000:03:00.0 notice"}},
    {"pcie-nic-raid-narrow", {}},
    {"pcie-no-root", {}},
    {"pcie-nvme-x2", {"pcie.nvme-link 0000:02:00.0 notice", "pcie.nvme-link 0000:03:00.0 warning"}},
    {"pcie-nvml-max-width",
     {"pcie.gpu-width 0000:0a:00.0 notice", "pcie.gpu-width 0000:0b:00.0 notice"}},
    {"pcie-old-bios-gen3", {"pcie.resizable-bar 0000:01:00.0 notice"}},
    {"pcie-old-strings", {}},
    {"pcie-path-product", {"pcie.path-bottleneck 0000:03:00.0 warning"}},
    {"pcie-plx-dual-gpu", {}},
    {"pcie-polaris-dpm", {}},
    {"pcie-rebar-off", {"pcie.resizable-bar 0000:03:00.0 warning"}},
    {"pcie-rtx4060", {}},
    {"pcie-slots", {}},
    {"pcie-sriov", {}},
    {"pcie-two-cards-x8",
     {"pcie.gpu-width 0000:01:00.0 notice", "pcie.gpu-width 0000:03:00.0 notice"}},
    {"pcie-two-ends-differ", {}},
    {"pcie-usb4-egpu", {}},
    {"pcie-vm-passthrough", {}},
    {"pcie-vmd", {}},
    {"pcie-x570-soc", {}},
};

TEST_CASE("each PCIe trap gets exactly the verdicts it deserves", "[pcie-rules]") {
    for (auto const& expected : kMachines) {
        INFO(expected.machine);
        test::Tree const tree(std::string(expected.machine) + ".tree");
        std::set<std::string> fails;
        auto const findings = put_in_words(pcie_rules(read_snapshot(tree.machine()), {}),
                                           [](std::string const& text) { return text; });
        for (auto const& finding : findings) {
            if (finding.state != State::fail) continue;
            fails.insert(finding.id + " " + finding.subject + " " +
                         std::string(enum_name(*finding.severity)));
        }
        CHECK(fails == expected.fails);
    }
}

TEST_CASE("every PCIe machine of the repository is in the table", "[pcie-rules]") {
    std::set<std::string> listed;
    for (auto const& expected : kMachines) listed.insert(std::string(expected.machine) + ".tree");
    for (auto const& name : test::machine_names()) {
        INFO(name);
        if (name.starts_with("pcie-")) CHECK(listed.contains(name));
    }
}

}  // namespace
}  // namespace rigcheck
