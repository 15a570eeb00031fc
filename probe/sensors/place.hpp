#pragma once

#include <vector>

#include "probe/facts/sensors.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Every chip below /sys/class/hwmon in the order of its number: where it sits and what it belongs
// to, without its channels. Reads nothing that a sleeping device would have to wake up for.
std::vector<SensorChip> find_chips(Machine const& machine);

// The name and the adapter that libsensors gives to a chip whose device has this name on this bus
// (the last components of …/device and …/device/subsystem). Empty for a bus without a spelling.
struct ChipAddress {
    std::string name;     // "nct6798-isa-0290"
    std::string adapter;  // "ISA adapter"; empty for I2C, whose adapters have their own names
    std::optional<int> i2c_bus;
};
std::optional<ChipAddress> chip_address(std::string const& prefix, std::string_view subsystem,
                                        std::string_view device);

}  // namespace rigcheck
