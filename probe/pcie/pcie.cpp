#include "probe/pcie/pcie.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "probe/pcie/address.hpp"
#include "probe/pcie/function.hpp"
#include "probe/pcie/names.hpp"
#include "probe/pcie/role.hpp"
#include "probe/pcie/slots.hpp"
#include "probe/pcie/tree.hpp"

namespace rigcheck {
namespace {

std::vector<std::string> pci_addresses(Machine const& machine, std::vector<Gap>& gaps) {
    auto names = machine.list(kPciDevices);
    std::erase_if(names, [](auto const& name) { return !is_pci_address(name); });
    // A directory that may not be listed looks empty; opening it tells.
    if (names.empty() && machine.read(kPciDevices).why == Missing::needs_root)
        gaps.push_back({"pcie", kPciDevices, Missing::needs_root, "sudo rigcheck check"});
    return names;
}

bool ends_disagree(PcieLink const& a, PcieLink const& b) {
    return a.speed_gts != b.speed_gts || a.width != b.width;
}

// Both ends state the same link, unless it was retrained between the two reads.
void settle_links(Machine const& machine, std::vector<PcieFunction>& functions) {
    for (auto& child : functions) {
        if (!child.link || !child.parent) continue;
        auto* const port = find_function(functions, *child.parent);
        bool const faces_down = port != nullptr && (port->role == PcieRole::root_port ||
                                                    port->role == PcieRole::downstream_port);
        if (!faces_down || !port->link || !ends_disagree(*port->link, *child.link)) continue;
        read_current_link(machine, *port);
        read_current_link(machine, child);
    }
}

}  // namespace

Pcie read_pcie(Machine const& machine, std::vector<PcieSlot> slots, std::vector<Gap>& gaps) {
    Pcie pcie;
    pcie.slots = std::move(slots);
    std::map<std::string, PortType> port_types;
    bool config_cut_short = false;
    for (auto const& address : pci_addresses(machine, gaps)) {
        auto reading = read_function(machine, address, gaps);
        if (reading.port_type) port_types.emplace(address, *reading.port_type);
        config_cut_short = config_cut_short || reading.config_cut_short;
        pcie.functions.push_back(std::move(reading.function));
    }
    if (config_cut_short) {
        gaps.push_back({"pcie", "PCIe capabilities (configuration space past byte 63)",
                        Missing::needs_root, "sudo rigcheck check"});
    }
    assign_roles(pcie.functions, port_types);
    settle_links(machine, pcie.functions);
    name_slots(machine, pcie.slots, pcie.functions);
    name_functions(pcie.functions);
    return pcie;
}

}  // namespace rigcheck
