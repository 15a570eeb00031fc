#include "checklists/rules/pcie_path.hpp"

#include <algorithm>

#include "checklists/knowledge/pcie_bridges.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kDeepest = 32;
constexpr std::uint32_t kAmd = 0x1002, kIntel = 0x8086;

bool known(BridgeKind kind, PcieFunction const& function) {
    return function.vendor && function.device && is_known(kind, *function.vendor, *function.device);
}

bool is_bridge(PcieFunction const& function) {
    return function.class_code && function.class_code->value >> 8U == 0x0604U;
}

bool from(PcieFunction const& function, std::uint32_t vendor) {
    return function.vendor && function.vendor->value == vendor;
}

// The bridges of an Intel card stand above an Intel display and below the root port.
bool is_intel_card_bridge(PcieFunction const& bridge, PcieFunction const& gpu) {
    return from(bridge, kIntel) && from(gpu, kIntel) && !is_tunnel(bridge) &&
           bridge.removable != "removable";
}

bool same_board(PcieFunction const& one, PcieFunction const& other) {
    return one.vendor == other.vendor && one.device == other.device &&
           one.subsystem_vendor == other.subsystem_vendor &&
           one.subsystem_device == other.subsystem_device;
}

// Two cards of one model behind a switch on the board look the same as two chips on one card, so
// only models that are known to carry several chips count.
bool is_switch_of_dual_card(Pcie const& pcie, PcieFunction const& bridge, PcieFunction const& gpu) {
    if (!known(BridgeKind::dual_gpu, gpu)) return false;
    return std::all_of(pcie.functions.begin(), pcie.functions.end(), [&](auto const& other) {
        if (is_bridge(other)) return true;
        auto const above = hops_to_root(pcie, other);
        return std::find(above.begin(), above.end(), &bridge) == above.end() ||
               same_board(gpu, other);
    });
}

bool belongs_to_card(Pcie const& pcie, PcieFunction const& bridge, PcieFunction const& gpu) {
    if (!is_bridge(bridge) || !bridge.parent) return false;
    return (known(BridgeKind::card, bridge) && from(gpu, kAmd)) ||
           is_intel_card_bridge(bridge, gpu) || is_switch_of_dual_card(pcie, bridge, gpu);
}

std::optional<double> max_speed(PcieFunction const& function) {
    return function.link ? function.link->max_speed_gts : std::nullopt;
}

std::optional<int> max_width(PcieFunction const& function) {
    return function.link ? function.link->max_width : std::nullopt;
}

template <class T>
std::optional<T> lower(std::optional<T> const& one, std::optional<T> const& other) {
    if (!one || !other) return std::nullopt;
    return std::min(*one, *other);
}

}  // namespace

std::optional<double> SlotLink::possible_speed_gts() const {
    return lower(edge_max_speed_gts, port_max_speed_gts);
}

std::optional<int> SlotLink::possible_width() const {
    return lower(edge_max_width, port_max_width);
}

PcieFunction const* find_function(Pcie const& pcie, std::string_view address) {
    auto const found =
        std::find_if(pcie.functions.begin(), pcie.functions.end(),
                     [&](PcieFunction const& function) { return function.address == address; });
    return found == pcie.functions.end() ? nullptr : &*found;
}

std::vector<PcieFunction const*> hops_to_root(Pcie const& pcie, PcieFunction const& function) {
    std::vector<PcieFunction const*> hops{&function};
    while (hops.back()->parent && hops.size() < kDeepest) {
        auto const* const above = find_function(pcie, *hops.back()->parent);
        if (above == nullptr) break;
        hops.push_back(above);
    }
    return hops;
}

PcieFunction const& card_edge(Pcie const& pcie, PcieFunction const& function) {
    auto const hops = hops_to_root(pcie, function);
    std::size_t edge = 0;
    while (edge + 1 < hops.size() && belongs_to_card(pcie, *hops[edge + 1], function)) ++edge;
    return *hops[edge];
}

SlotLink link_between(PcieFunction const& port, PcieFunction const& child) {
    SlotLink link;
    link.port = &port;
    link.edge = &child;
    auto const& end = child.link ? child.link : port.link;
    if (end) {
        link.speed_gts = end->speed_gts;
        link.width = end->width;
    }
    link.edge_max_speed_gts = max_speed(child);
    link.port_max_speed_gts = max_speed(port);
    link.edge_max_width = max_width(child);
    link.port_max_width = max_width(port);
    return link;
}

std::optional<SlotLink> slot_link(Pcie const& pcie, PcieFunction const& function) {
    auto const& edge = card_edge(pcie, function);
    if (!edge.parent) return std::nullopt;
    auto const* const port = find_function(pcie, *edge.parent);
    if (port == nullptr) return std::nullopt;
    return link_between(*port, edge);
}

std::optional<double> capacity_gbs(SlotLink const& link) {
    auto const speed = link.possible_speed_gts();
    if (!speed || !link.width || *link.width == kGoneWidth) return std::nullopt;
    return bandwidth_gbs(*speed, *link.width);
}

double bandwidth_gbs(double speed_gts, int width) {
    double const encoding = speed_gts < 8 ? 0.8 : speed_gts < 64 ? 128.0 / 130.0 : 1.0;
    return speed_gts * encoding * width / 8;
}

}  // namespace rigcheck
