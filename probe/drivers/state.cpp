#include "probe/drivers/state.hpp"

#include <algorithm>

namespace rigcheck {

// Classes and subclasses: PCI Code and ID Assignment Specification. On tens of thousands of
// machines most functions without a driver were host bridges, memory controllers and management
// engines.
bool pci_class_matters(Hex<6> class_code) {
    auto const base = class_code.value >> 16U;
    auto const sub = class_code.value >> 8U & 0xFFU;
    switch (base) {
        case 0x01:  // storage
        case 0x02:  // network
        case 0x03:  // display
        case 0x12:  // accelerator
        case 0x0D:  // wireless
        case 0x28:  // wireless, by some firmware
            return true;
        case 0x04:
            return sub == 0x01 || sub == 0x03;  // audio
        case 0x0C:
            return sub == 0x03;  // USB host
        default:
            return false;
    }
}

// USB-IF defined class codes. Printers, smart cards and firmware updates belong to programs.
bool usb_class_matters(Hex<6> interface_class) {
    switch (interface_class.value >> 16U) {
        case 0x01:  // audio
        case 0x02:  // communication
        case 0x03:  // keyboard, mouse
        case 0x08:  // storage
        case 0x0E:  // video
        case 0xE0:  // Bluetooth
        case 0xFF:  // of the vendor: Wi-Fi sticks, but also lamps
            return true;
        default:
            return false;
    }
}

bool is_stub_driver(std::string_view driver) {
    return driver == "vfio-pci" || driver == "pci-stub" || driver == "xen-pciback" ||
           driver == "pciback" || driver == "usbfs";
}

DriverState driver_state(DriverDevice const& device, bool has_tree) {
    if (device.driver) return is_stub_driver(*device.driver) ? DriverState::stub : DriverState::ok;
    if (!has_tree) return DriverState::no_module_tree;
    auto const& all = device.candidates;
    auto const any = [&](auto const& says) { return std::any_of(all.begin(), all.end(), says); };
    auto const free = [](DriverCandidate const& c) {
        return c.usable && !c.blacklisted && !c.redirected;
    };
    if (all.empty()) return DriverState::none;
    if (any([&](auto const& c) { return free(c) && c.loaded; })) {
        return DriverState::loaded_not_bound;
    }
    if (any(free)) return DriverState::available_not_loaded;
    if (any([](auto const& c) { return c.usable && c.blacklisted; })) {
        return DriverState::blacklisted;
    }
    if (any([](auto const& c) { return c.usable && c.redirected; })) return DriverState::redirected;
    return DriverState::dangling;
}

}  // namespace rigcheck
