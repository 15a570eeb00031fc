// Where a card hangs and the path that leads there.
#include <algorithm>

#include "checklists/knowledge/pcie_bridges.hpp"
#include "checklists/knowledge/pcie_platforms.hpp"
#include "checklists/rules/pcie_path.hpp"
#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr std::uint32_t kAmdProcessor = 0x1022, kAmdGraphics = 0x1002, kIntel = 0x8086;

bool known(BridgeKind kind, PcieFunction const& function) {
    return function.vendor && function.device && is_known(kind, *function.vendor, *function.device);
}

bool name_holds(PcieFunction const& function, std::string_view part) {
    return function.device_name && function.device_name->find(part) != std::string::npos;
}

bool from(PcieFunction const& function, std::uint32_t vendor) {
    return function.vendor && function.vendor->value == vendor;
}

// "0000:00:1c.4": domain, bus, device, function.
std::optional<unsigned> device_number(std::string const& address) {
    auto const dot = address.rfind('.');
    if (dot == std::string::npos || dot < 2) return std::nullopt;
    return parse_number<unsigned>(std::string_view(address).substr(dot - 2, 2), 16);
}

bool behind_vmd(PcieFunction const& function) {
    auto const domain = parse_number<std::uint32_t>(function.address, 16);
    return domain && *domain >= 0x10000U;
}

// On Intel the link to the chipset is no PCIe hop; only the number of the root port tells.
Attachment intel_attachment(Snapshot const& snapshot, PcieFunction const& root_port) {
    auto const device = device_number(root_port.address);
    if (!device) return Attachment::unknown;
    auto const* const platform = find_platform(snapshot.platform.cpu.model.value_or(""));
    bool const client = platform != nullptr && platform->kind == "client";
    bool const first_bus = root_port.root_bus == "pci0000:00";
    if (*device >= 0x1a && *device <= 0x1d && (client || first_bus)) return Attachment::chipset;
    if (client) return *device == 1 || *device == 6 ? Attachment::cpu : Attachment::unknown;
    if (platform == nullptr) return *device == 1 ? Attachment::cpu : Attachment::unknown;
    return Attachment::cpu;
}

std::string label_of(PcieFunction const& function) {
    if (function.slot) return *function.slot;
    if (function.role == PcieRole::endpoint) return function.device_name.value_or("device");
    if (is_tunnel(function)) return "tunnel";
    if (is_chipset(function)) return "chipset";
    return function.role == PcieRole::root_port ? "root port" : "bridge";
}

HopMark mark_of(SlotLink const& link, bool below_edge) {
    if (below_edge) return HopMark::internal;
    bool const virtual_speed = link.speed_gts && *link.speed_gts < 5;
    return is_tunnel(*link.edge) && virtual_speed ? HopMark::tunnel : HopMark::fine;
}

void mark_narrowest(std::vector<PathHop>& hops) {
    PathHop* narrowest = nullptr;
    std::optional<double> least;
    for (auto& hop : hops) {
        auto const capacity = capacity_gbs(hop.link);
        if (hop.mark != HopMark::fine || !capacity || (least && *capacity > *least)) continue;
        narrowest = &hop;
        least = capacity;
    }
    if (narrowest != nullptr) narrowest->mark = HopMark::narrowest;
}

}  // namespace

bool is_chipset(PcieFunction const& function) {
    return known(BridgeKind::chipset, function);
}

bool is_tunnel(PcieFunction const& function) {
    return known(BridgeKind::tunnel, function) || name_holds(function, "Thunderbolt") ||
           name_holds(function, "USB4");
}

// AMD processors put their own graphics below an internal bridge that claims x16 at 16 GT/s.
bool is_integrated(Pcie const& pcie, PcieFunction const& function) {
    if (!function.parent || function.role == PcieRole::integrated) return true;
    auto const* const above = find_function(pcie, *function.parent);
    if (above == nullptr) return false;
    if (known(BridgeKind::internal, *above) || name_holds(*above, "Internal")) return true;
    return from(function, kAmdGraphics) && from(*above, kAmdProcessor) && !above->parent &&
           device_number(above->address) == 8U;
}

bool is_card_gpu(Pcie const& pcie, PcieFunction const& function) {
    if (!function.class_code || function.physical_function) return false;
    auto const kind = function.class_code->value >> 8U;
    if (kind != 0x0300 && kind != 0x0302 && kind != 0x0380 && kind != 0x1200) return false;
    if (function.role == PcieRole::conventional || !function.address.ends_with(".0")) return false;
    return !known(BridgeKind::management_display, function) && !is_integrated(pcie, function);
}

Attachment attachment(Snapshot const& snapshot, PcieFunction const& function) {
    if (is_integrated(snapshot.pcie, function)) return Attachment::integrated;
    if (behind_vmd(function)) return Attachment::vmd;
    auto const hops = hops_to_root(snapshot.pcie, card_edge(snapshot.pcie, function));
    auto const any = [&](auto const& test) {
        return std::any_of(hops.begin(), hops.end(),
                           [&](PcieFunction const* hop) { return test(*hop); });
    };
    if (any([](PcieFunction const& hop) { return is_tunnel(hop) || hop.removable == "removable"; }))
        return Attachment::external;
    if (any(is_chipset)) return Attachment::chipset;
    auto const& root_port = *hops.back();
    auto where = Attachment::unknown;
    if (from(root_port, kAmdProcessor)) where = Attachment::cpu;
    if (from(root_port, kIntel)) where = intel_attachment(snapshot, root_port);
    return where == Attachment::cpu && hops.size() > 2 ? Attachment::switched : where;
}

PciePath printable_path(Snapshot const& snapshot, PcieFunction const& function) {
    PciePath path;
    path.attachment = attachment(snapshot, function);
    auto const hops = hops_to_root(snapshot.pcie, function);
    auto const& edge = card_edge(snapshot.pcie, function);
    bool below_edge = false;
    for (auto lower = hops.rbegin() + 1; lower != hops.rend(); ++lower) {
        // The two sides of one switch have no link between them.
        if ((*lower)->role == PcieRole::downstream_port) continue;
        auto const link = link_between(**(lower - 1), **lower);
        bool const own_bridge = *lower == &edge && &edge != &function;
        path.hops.push_back({own_bridge ? "bridge on the card" : label_of(**lower),
                             (*lower)->address, link, mark_of(link, below_edge),
                             is_chipset(**lower)});
        below_edge = below_edge || *lower == &edge;
    }
    mark_narrowest(path.hops);
    return path;
}

}  // namespace rigcheck
