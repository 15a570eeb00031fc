#include "probe/pcie/role.hpp"

#include <algorithm>

#include "probe/pcie/tree.hpp"

namespace rigcheck {
namespace {

PcieRole role_of(PortType type) {
    switch (type) {
        case PortType::root_port:
            return PcieRole::root_port;
        case PortType::upstream_port:
            return PcieRole::upstream_port;
        case PortType::downstream_port:
            return PcieRole::downstream_port;
        case PortType::pcie_to_pci_bridge:
        case PortType::pci_to_pcie_bridge:
            return PcieRole::conventional;
        case PortType::integrated_endpoint:
        case PortType::event_collector:
            return PcieRole::integrated;
        case PortType::endpoint:
        case PortType::legacy_endpoint:
            break;
    }
    return PcieRole::endpoint;
}

bool states_a_link(PcieFunction const& function) {
    return function.link && (function.link->width || function.link->max_width);
}

// Kernels before 4.13 have no link files at all: then a bridge without them is still a port.
PcieRole bridge_role(PcieFunction const& bridge, PcieFunction const* parent, bool kernel_has_links,
                     bool asleep) {
    if (kernel_has_links && !bridge.link && !asleep) return PcieRole::conventional;
    if (parent == nullptr) return PcieRole::root_port;
    switch (parent->role) {
        case PcieRole::root_port:
        case PcieRole::downstream_port:
            return PcieRole::upstream_port;
        case PcieRole::upstream_port:
            return PcieRole::downstream_port;
        default:
            return PcieRole::conventional;
    }
}

PcieRole leaf_role(PcieFunction const& leaf, bool asleep) {
    if (!leaf.parent && !leaf.root_bus.empty() && !states_a_link(leaf)) return PcieRole::integrated;
    return leaf.link || asleep ? PcieRole::endpoint : PcieRole::conventional;
}

}  // namespace

bool is_bridge(PcieFunction const& function) {
    return function.class_code && function.class_code->value >> 8U == 0x0604U;
}

void assign_roles(std::vector<PcieFunction>& functions,
                  std::map<std::string, PortType> const& port_types) {
    bool const kernel_has_links = std::any_of(functions.begin(), functions.end(),
                                              [](auto const& f) { return f.link.has_value(); });
    auto const asleep = [](PcieFunction const& f) {
        return f.power_state == "D3cold" || f.runtime_status == "suspended";
    };
    std::vector<std::pair<std::size_t, PcieFunction*>> by_depth;
    by_depth.reserve(functions.size());
    for (auto& function : functions)
        by_depth.emplace_back(path_to_root(functions, function).size(), &function);
    std::stable_sort(by_depth.begin(), by_depth.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    for (auto const& [depth, function] : by_depth) {
        auto const type = port_types.find(function->address);
        if (type != port_types.end()) {
            function->role = role_of(type->second);
        } else if (is_bridge(*function)) {
            auto const* const parent =
                function->parent ? find_function(functions, *function->parent) : nullptr;
            function->role = bridge_role(*function, parent, kernel_has_links, asleep(*function));
        } else {
            function->role = leaf_role(*function, asleep(*function));
        }
    }
}

}  // namespace rigcheck
