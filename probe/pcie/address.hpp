#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rigcheck {

// "0000:01:00.0"; the domain has up to eight digits, since VMD counts from 10000.
bool is_pci_address(std::string_view text);

// What the real path of a function says about its place, from the target of its link in
// /sys/bus/pci/devices. VMD puts a root bus of its own below a function: the last one counts.
struct PciPlace {
    std::optional<std::string> parent;
    std::string root_bus;  // "pci0000:00"; empty when the target names none
};
PciPlace pci_place(std::string_view link_target);

}  // namespace rigcheck
