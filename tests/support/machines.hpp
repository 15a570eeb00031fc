#pragma once

#include <string>
#include <vector>

namespace rigcheck::test {

// The names of every machine in tests/machines, sorted.
std::vector<std::string> machine_names();

// For Tree::from_text: a machine with one fault, and a text to change into others.
inline constexpr char const* kOneStick = R"(# one stick of RAM in a dual-channel board
smbios cpu "AMD Ryzen 7 5800X 8-Core Processor"
smbios array slots=4
smbios dimm "DIMM 0" "P0 CHANNEL A" empty
smbios dimm "DIMM 1" "P0 CHANNEL A" 16384 type=DDR4 speed=3200 configured=3200
smbios dimm "DIMM 0" "P0 CHANNEL B" empty
smbios dimm "DIMM 1" "P0 CHANNEL B" empty
/proc/cpuinfo = processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel name\t: AMD Ryzen 7 5800X 8-Core Processor
)";

}  // namespace rigcheck::test
