#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "probe/facts/pcie.hpp"

namespace rigcheck {

// Device/port type of the PCI Express capability (PCIe base specification, 7.5.3.2).
enum class PortType : unsigned char {
    endpoint = 0,
    legacy_endpoint = 1,
    root_port = 4,
    upstream_port = 5,
    downstream_port = 6,
    pcie_to_pci_bridge = 7,
    pci_to_pcie_bridge = 8,
    integrated_endpoint = 9,
    event_collector = 10
};

struct ExpressCapability {
    PortType type = PortType::endpoint;
    PcieCapability facts;
};

// Bytes that the kernel gives to anybody (128 of a CardBus bridge), and the part that holds the
// capability list (kernel: drivers/pci/pci-sysfs.c, pci_read_config).
inline constexpr std::size_t kPublicConfig = 64;
inline constexpr std::size_t kConfigSpace = 256;

// The PCI Express capability in the first 256 bytes of configuration space. Empty when the function
// has none, does not answer, or when the bytes end earlier.
std::optional<ExpressCapability> parse_express_capability(std::span<std::byte const> config);

}  // namespace rigcheck
