#include "probe/smbios/slot.hpp"

#include <fmt/format.h>

#include <array>

#include "probe/machine/number.hpp"
#include "probe/smbios/names.hpp"

namespace rigcheck {
namespace {

// 7.10.2: 8 to 0Eh are lanes, the codes below are bits of a parallel bus. Where the width is left
// out, the type may tell: "PCI Express 3 x16".
std::optional<int> slot_lanes(std::optional<std::uint8_t> width,
                              std::optional<std::string> const& type) {
    constexpr std::array kLanes{1, 2, 4, 8, 12, 16, 32};
    if (width && *width >= 0x08 && *width <= 0x0E) return kLanes.at(*width - 0x08U);
    if (!type || !type->starts_with("PCI Express")) return std::nullopt;
    auto const x = type->rfind(" x");
    if (x == std::string::npos) return std::nullopt;
    return parse_number<int>(std::string_view(*type).substr(x + 2));
}

std::optional<bool> slot_in_use(std::optional<std::uint8_t> usage) {
    if (usage == 3) return false;
    if (usage == 4) return true;
    return std::nullopt;
}

// The host bridge and bus FFh are what firmware writes when it does not know.
std::optional<std::string> slot_address(SmbiosStructure const& slot) {
    auto const segment = slot.word(0x0D);
    auto const bus = slot.byte(0x0F);
    auto const function = slot.byte(0x10);
    if (!segment || !bus || !function) return std::nullopt;
    if (*segment == 0xFFFF || *bus == 0xFF) return std::nullopt;
    if (*segment == 0 && *bus == 0 && *function == 0) return std::nullopt;
    return fmt::format("{:04x}:{:02x}:{:02x}.{:x}", *segment, *bus, *function >> 3U,
                       *function & 7U);
}

}  // namespace

PcieSlot pcie_slot(SmbiosStructure const& slot) {
    auto type = slot_type_name(slot.byte(0x05));
    return {.designation = slot.text(0x04),
            .type = type,
            .width = slot_lanes(slot.byte(0x06), type),
            .in_use = slot_in_use(slot.byte(0x07)),
            .address = slot_address(slot)};
}

}  // namespace rigcheck
