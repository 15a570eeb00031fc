#include "wizard/screens/drivers.hpp"

#include <fmt/format.h>

namespace rigcheck {
namespace {

std::string name_text(DriverDevice const& device) {
    return device.name.value_or(fmt::format("{:04x}:{:04x}", device.vendor.value_or(Hex<4>{}).value,
                                            device.device.value_or(Hex<4>{}).value));
}

std::string driver_text(DriverDevice const& device) {
    if (device.driver) return *device.driver;
    std::string text;
    for (auto const& candidate : device.candidates) {
        text += (text.empty() ? "(" : ", ") + candidate.module;
    }
    return text.empty() ? "-" : text + ")";
}

}  // namespace

DriverScreen driver_screen(Snapshot const& snapshot) {
    DriverScreen screen;
    for (auto const& device : snapshot.drivers.devices) {
        if (device.state == DriverState::not_needed) continue;
        bool const bridge =
            device.bus == Bus::pci && device.class_code && device.class_code->value >> 16U == 0x06;
        if (bridge) continue;
        screen.devices.push_back({.address = device.address,
                                  .name = name_text(device),
                                  .driver = driver_text(device),
                                  .state = std::string(enum_name(device.state))});
    }
    return screen;
}

}  // namespace rigcheck
