#pragma once

#include "probe/facts/drivers.hpp"

namespace rigcheck {

// Whether a device of this class is one that a person would miss without a driver. Host bridges,
// memory, sensors and the like work without one.
bool pci_class_matters(Hex<6> class_code);
bool usb_class_matters(Hex<6> interface_class);

// Handed over to a virtual machine on purpose.
bool is_stub_driver(std::string_view driver);

// What the driver, the candidates and the tree come to for a device that matters.
DriverState driver_state(DriverDevice const& device, bool has_tree);

}  // namespace rigcheck
