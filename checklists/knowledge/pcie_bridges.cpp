#include "checklists/knowledge/pcie_bridges.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct KnownId {
    Hex<4> vendor;
    std::optional<Hex<4>> device;  // empty: every device of the vendor

    static constexpr auto fields() {
        return field_list(field("vendor", &KnownId::vendor), field("device", &KnownId::device));
    }
};

struct Bridges {
    std::vector<KnownId> card, chipset, internal, tunnel, dual_gpu, emulated, management_display;

    static constexpr auto fields() {
        using B = Bridges;
        return field_list(
            field("card_bridges", &B::card), field("chipset_bridges", &B::chipset),
            field("internal_bridges", &B::internal), field("tunnel_bridges", &B::tunnel),
            field("dual_gpu_cards", &B::dual_gpu), field("emulated_bridges", &B::emulated),
            field("management_displays", &B::management_display));
    }
};

Bridges load() {
    Bridges bridges;
    read_json(Json::parse(knowledge("pcie-bridges.json")), bridges, "pcie-bridges.json");
    return bridges;
}

std::vector<KnownId> const& ids_of(BridgeKind kind) {
    static Bridges const bridges = load();
    switch (kind) {
        case BridgeKind::card:
            return bridges.card;
        case BridgeKind::chipset:
            return bridges.chipset;
        case BridgeKind::internal:
            return bridges.internal;
        case BridgeKind::tunnel:
            return bridges.tunnel;
        case BridgeKind::dual_gpu:
            return bridges.dual_gpu;
        case BridgeKind::emulated:
            return bridges.emulated;
        case BridgeKind::management_display:
            break;
    }
    return bridges.management_display;
}

}  // namespace

bool is_known(BridgeKind kind, Hex<4> vendor, Hex<4> device) {
    auto const& ids = ids_of(kind);
    return std::any_of(ids.begin(), ids.end(), [&](KnownId const& id) {
        return id.vendor == vendor && (!id.device || *id.device == device);
    });
}

}  // namespace rigcheck
