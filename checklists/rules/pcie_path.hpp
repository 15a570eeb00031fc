#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// Where a slot hangs. `switched`: behind a switch that is neither chipset nor card.
enum class Attachment { cpu, chipset, switched, external, vmd, integrated, unknown };

template <>
struct EnumNames<Attachment> {
    static constexpr std::array names{"cpu", "chipset",    "switch", "external",
                                      "vmd", "integrated", "unknown"};
};

// A width of all ones: the device no longer answers (PCIe base specification, 7.5.3.8: six bits).
inline constexpr int kGoneWidth = 63;

// A link as the pair of its two ends. The port faces down, the child is what is plugged in.
struct SlotLink {
    PcieFunction const* port = nullptr;
    PcieFunction const* edge = nullptr;
    std::optional<double> speed_gts;  // current: the child's word, else the port's
    std::optional<int> width;
    std::optional<double> edge_max_speed_gts, port_max_speed_gts;
    std::optional<int> edge_max_width, port_max_width;

    std::optional<double> possible_speed_gts() const;  // what both ends can do
    std::optional<int> possible_width() const;
};

enum class HopMark { fine, narrowest, internal, tunnel };

// One link on the way from the processor to the card, to be drawn.
struct PathHop {
    std::string label;    // "root port", "switch", "chipset", or the name of the slot or card
    std::string address;  // of the lower end
    SlotLink link;        // points into the snapshot
    HopMark mark = HopMark::fine;
    bool uplink = false;  // of the chipset: its ends advertise more lanes than boards wire
};

struct PciePath {
    Attachment attachment = Attachment::unknown;
    std::vector<PathHop> hops;  // from the processor down
};

PcieFunction const* find_function(Pcie const& pcie, std::string_view address);

// The function itself first, the root port last. Bounded: a loop in hostile input ends.
std::vector<PcieFunction const*> hops_to_root(Pcie const& pcie, PcieFunction const& function);

// The function that sits at the gold contacts of the card: a bridge where the card has its own.
PcieFunction const& card_edge(Pcie const& pcie, PcieFunction const& function);

// Empty when nothing is above: integrated, or directly on a root bus.
std::optional<SlotLink> slot_link(Pcie const& pcie, PcieFunction const& function);
SlotLink link_between(PcieFunction const& port, PcieFunction const& child);

Attachment attachment(Snapshot const& snapshot, PcieFunction const& function);

bool is_chipset(PcieFunction const& function);
bool is_tunnel(PcieFunction const& function);
bool is_integrated(Pcie const& pcie, PcieFunction const& function);

// A display or accelerator on a card, reported once a card: no virtual function, no audio part, no
// management display, nothing integrated.
bool is_card_gpu(Pcie const& pcie, PcieFunction const& function);

// GB/s in one direction after the encoding: 8b/10b up to 5 GT/s, 128b/130b, 1 from 64 GT/s.
double bandwidth_gbs(double speed_gts, int width);

// What a link can carry: its width now, at the best speed of both ends, for speed falls at idle.
// GB/s; empty where it is not known or the device is gone.
std::optional<double> capacity_gbs(SlotLink const& link);

// From the processor down; the narrowest of the links that are real is marked.
PciePath printable_path(Snapshot const& snapshot, PcieFunction const& function);

}  // namespace rigcheck
