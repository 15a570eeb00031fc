#include <algorithm>
#include <array>
#include <iterator>

#include "checklists/knowledge/pcie_bridges.hpp"
#include "checklists/rules/pcie_subject.hpp"
#include "checklists/rules/rules.hpp"

namespace rigcheck {
namespace {

using Rule = Verdicts (*)(Snapshot const&, Expectations const&);

struct PcieRule {
    std::string_view id;
    Rule rule;
    bool needs_gpu;
};

constexpr std::array kRules{
    PcieRule{"gpu-width", gpu_width_rules, true},
    PcieRule{"gpu-speed", gpu_speed_rules, true},
    PcieRule{"gpu-attachment", gpu_attachment_rules, true},
    PcieRule{"path-bottleneck", path_bottleneck_rules, true},
    PcieRule{"device-gone", device_gone_rules, false},
    PcieRule{"nvme-link", nvme_link_rules, false},
    PcieRule{"aer", aer_rules, false},
    PcieRule{"resizable-bar", resizable_bar_rules, true},
    PcieRule{"bar-unassigned", bar_unassigned_rules, false},
    PcieRule{"regression", pcie_regression_rules, false},
    PcieRule{"bandwidth", bandwidth_rules, true},
};

bool has_links(Pcie const& pcie) {
    return std::any_of(pcie.functions.begin(), pcie.functions.end(),
                       [](PcieFunction const& function) { return function.link.has_value(); });
}

// A hypervisor's own ports state links that no wire has (a passed-through card sits on one), also
// where the firmware's names do not give the hypervisor away.
bool is_virtual(Snapshot const& snapshot) {
    auto const& functions = snapshot.pcie.functions;
    return snapshot.platform.virtualization ||
           std::any_of(functions.begin(), functions.end(), [](PcieFunction const& function) {
               return function.vendor && function.device &&
                      is_known(BridgeKind::emulated, *function.vendor, *function.device);
           });
}

// An earlier run may know of a card that is no longer there, so a missing tree does not end it.
Verdicts judge(PcieRule const& rule, Snapshot const& snapshot, Expectations const& expectations) {
    auto const none = [&](std::string_view words) {
        return Verdicts{pcie_verdict(rule.id, "pcie", State::not_applicable, words)};
    };
    if (is_virtual(snapshot)) return none("virtual");
    bool const compares = rule.rule == device_gone_rules && expectations.baseline;
    if (rule.needs_gpu && gpu_slots(snapshot).empty()) return none("no-card");
    if (!has_links(snapshot.pcie) && !compares && !rule.needs_gpu) return none("no-pcie");
    return rule.rule(snapshot, expectations);
}

}  // namespace

Verdicts pcie_rules(Snapshot const& snapshot, Expectations const& expectations) {
    Verdicts verdicts;
    for (auto const& rule : kRules) {
        auto found = judge(rule, snapshot, expectations);
        std::move(found.begin(), found.end(), std::back_inserter(verdicts));
    }
    return verdicts;
}

}  // namespace rigcheck
