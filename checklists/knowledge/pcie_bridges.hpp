#pragma once

#include "probe/facts/fields.hpp"

namespace rigcheck {

enum class BridgeKind { card, chipset, internal, tunnel, dual_gpu, emulated, management_display };

// Whether the id is known to be of that kind (checklists/knowledge/pcie-bridges.json).
bool is_known(BridgeKind kind, Hex<4> vendor, Hex<4> device);

}  // namespace rigcheck
