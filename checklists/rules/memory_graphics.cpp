#include "checklists/rules/memory_graphics.hpp"

#include <algorithm>

#include "checklists/knowledge/gpus.hpp"
#include "checklists/knowledge/memory_platforms.hpp"
#include "checklists/rules/pcie_path.hpp"

namespace rigcheck {
namespace {

constexpr std::uint32_t kDisplay = 0x03;  // base class, PCI Code and ID Assignment 1.4

bool is_known_card(Pcie const& pcie, PcieFunction const& function) {
    return is_card_gpu(pcie, function) && function.device &&
           find_gpu(*function.vendor, *function.device) != nullptr;
}

}  // namespace

std::int64_t graphics_share_mib(Pcie const& pcie) {
    std::int64_t share = 0;
    for (auto const& function : pcie.functions) {
        bool const display =
            function.class_code && function.class_code->value >> 16U == kDisplay && function.vendor;
        if (display && !is_known_card(pcie, function)) {
            share = std::max(share, stolen_by_graphics_mib(function.vendor->value));
        }
    }
    return share;
}

}  // namespace rigcheck
