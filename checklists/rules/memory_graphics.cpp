#include "checklists/rules/memory_graphics.hpp"

namespace rigcheck {
namespace {

constexpr std::uint32_t kAspeed = 0x1a03, kMatrox = 0x102b, kAmd = 0x1002, kIntel = 0x8086,
                        kNvidia = 0x10de;

}  // namespace

bool is_display(PcieFunction const& function) {
    auto const code = function.class_code.value_or(Hex<6>{}).value >> 8U;
    return code == 0x0300 || code == 0x0302 || code == 0x1200;
}

bool is_discrete_gpu(PcieFunction const& function) {
    auto const vendor = function.vendor.value_or(Hex<4>{}).value;
    if (!is_display(function) || function.physical_function) return false;
    if (vendor == kAspeed || vendor == kMatrox) return false;
    if (function.role == PcieRole::integrated) return false;
    // Accelerators of class 0x1200 are also made into processors (NPUs); count graphics makers.
    return vendor == kAmd || vendor == kIntel || vendor == kNvidia;
}

}  // namespace rigcheck
