#include "probe/pcie/capability.hpp"

#include <bit>
#include <cstdint>

#include "probe/pcie/link.hpp"

extern "C" {
#include <pci/types.h>
// types.h must come first
#include <pci/header.h>
}

namespace rigcheck {
namespace {

using Config = std::span<std::byte const>;

unsigned byte_at(Config config, std::size_t at) {
    return at < config.size() ? std::to_integer<unsigned>(config[at]) : 0U;
}
unsigned word_at(Config config, std::size_t at) {
    return byte_at(config, at) | byte_at(config, at + 1) << 8U;
}
unsigned dword_at(Config config, std::size_t at) {
    return word_at(config, at) | word_at(config, at + 2) << 16U;
}

// Capabilities are 4-aligned above the header, so a list longer than this is a loop.
constexpr int kMaxCapabilities = (256 - 64) / 4;

std::optional<std::size_t> find_capability(Config config, unsigned id) {
    if ((word_at(config, PCI_STATUS) & PCI_STATUS_CAP_LIST) == 0) return std::nullopt;
    bool const cardbus = (byte_at(config, PCI_HEADER_TYPE) & 0x7fU) == PCI_HEADER_TYPE_CARDBUS;
    std::size_t at = byte_at(config, cardbus ? PCI_CB_CAPABILITY_LIST : PCI_CAPABILITY_LIST);
    for (int i = 0; i < kMaxCapabilities; ++i) {
        at &= ~std::size_t{3};
        if (at < kPublicConfig || byte_at(config, at) == 0xff) return std::nullopt;
        if (byte_at(config, at) == id) return at;
        at = byte_at(config, at + PCI_CAP_LIST_NEXT);
    }
    return std::nullopt;
}

// 7.5.3.9: values from 0xf0 stand for 250 W and more in steps of 25 W.
std::optional<double> slot_power(unsigned slot_capabilities) {
    auto const value = (slot_capabilities & PCI_EXP_SLTCAP_PWR_VAL) >> 7U;
    auto const scale = (slot_capabilities & PCI_EXP_SLTCAP_PWR_SCL) >> 15U;
    if (value == 0xff) return std::nullopt;
    if (scale == 0 && value >= 0xf0) return 250.0 + 25.0 * (value - 0xf0);
    double watts = value;
    for (unsigned i = 0; i < scale; ++i) watts /= 10;
    return watts;
}

void read_link_registers(Config config, std::size_t at, PcieCapability& facts) {
    auto const capabilities = dword_at(config, at + PCI_EXP_LNKCAP);
    facts.capability_speed_gts = link_speed_of_code(capabilities & PCI_EXP_LNKCAP_SPEED);
    auto const width = static_cast<int>((capabilities & PCI_EXP_LNKCAP_WIDTH) >> 4U);
    if (is_link_width(width)) facts.capability_width = width;
}

// Only from version 2 of the capability on, and only with a link.
void read_second_link_registers(Config config, std::size_t at, PcieCapability& facts) {
    auto const capabilities = dword_at(config, at + PCI_EXP_LNKCAP2);
    auto const control = word_at(config, at + PCI_EXP_LNKCTL2);
    auto const status = word_at(config, at + PCI_EXP_LNKSTA2);
    auto const speeds = (capabilities >> 1U) & 0x7fU;  // 7.5.3.18: bit n stands for code n + 1
    facts.supported_speed_gts = link_speed_of_code(static_cast<unsigned>(std::bit_width(speeds)));
    facts.target_speed_gts = link_speed_of_code(control & 15U);
    // 7.5.3.19, bit 5. Of a device with several functions only the first has these controls; the
    // others read 0, also as target.
    if (facts.target_speed_gts) facts.autonomous_speed_disabled = (control & 0x20U) != 0;
    // 7.5.3.20: bits 6 and 7; their absence says something only where LnkCap2 bit 23 or 24
    // promises them.
    if ((status & 0xc0U) != 0) {
        facts.retimer = true;
    } else if ((capabilities & 0x1800000U) != 0) {
        facts.retimer = false;
    }
}

}  // namespace

std::optional<ExpressCapability> parse_express_capability(Config config) {
    if (config.size() < kConfigSpace) return std::nullopt;
    config = config.first(kConfigSpace);
    if (word_at(config, PCI_VENDOR_ID) == 0xffff) return std::nullopt;
    auto const at = find_capability(config, PCI_CAP_ID_EXP);
    if (!at) return std::nullopt;
    auto const flags = word_at(config, *at + PCI_EXP_FLAGS);
    ExpressCapability found;
    found.type = static_cast<PortType>((flags & PCI_EXP_FLAGS_TYPE) >> 4U);
    bool const has_link =
        found.type != PortType::integrated_endpoint && found.type != PortType::event_collector;
    bool const has_second = (flags & PCI_EXP_FLAGS_VERS) >= 2;
    if (has_link) read_link_registers(config, *at, found.facts);
    if (has_link && has_second && found.facts.capability_width)
        read_second_link_registers(config, *at, found.facts);
    bool const has_slot =
        found.type == PortType::root_port || found.type == PortType::downstream_port;
    if (has_slot && (flags & PCI_EXP_FLAGS_SLOT) != 0) {
        auto const slot = dword_at(config, *at + PCI_EXP_SLTCAP);
        found.facts.slot_number = static_cast<int>(slot >> 19U);
        found.facts.slot_power_w = slot_power(slot);
    }
    return found;
}

}  // namespace rigcheck
