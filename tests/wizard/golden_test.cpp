#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/tree.hpp"
#include "wizard/report/report.hpp"

namespace rigcheck {
namespace {

// The page for a machine, without names from pci.ids, which change with that file.
std::string page_of(std::string const& machine) {
    test::Tree const tree(machine + ".tree");
    auto snapshot = read_snapshot(tree.machine());
    for (auto& function : snapshot.pcie.functions) {
        function.vendor_name.reset();
        function.device_name.reset();
    }
    for (auto& device : snapshot.drivers.devices) device.name.reset();
    for (auto& gpu : snapshot.gpus) gpu.name.reset();
    auto findings =
        put_in_words(all_rules(snapshot, {}), [](std::string const& text) { return text; });
    return text_report({std::move(snapshot), std::move(findings)}, {});
}

// To write the pages anew after a change that is meant:
//   RIGCHECK_WRITE_GOLDEN=1 build/debug/tests/rigcheck_tests "[golden]"     and review the diff.
TEST_CASE("the page that a beginner reads", "[golden]") {
    auto const* const machine =
        GENERATE("pcie-chipset-third-card", "pcie-idle-nvidia", "ram-agesa-same-channel",
                 "ram-one-stick", "ram-healthy-dual");
    auto const file = std::string(RIGCHECK_SOURCE_DIR "/tests/wizard/golden/") + machine + ".txt";
    auto const page = page_of(machine);
    if (std::getenv("RIGCHECK_WRITE_GOLDEN") != nullptr) std::ofstream(file) << page;
    CHECK(page == test::read_file(file));
}

}  // namespace
}  // namespace rigcheck
