#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rigcheck::test {

// Builds the two files of /sys/firmware/dmi/tables from lines that people can read:
//
//   smbios board "ASUSTeK COMPUTER INC." "ROG STRIX X570-E GAMING"
//   smbios system "ASUS" "System Product Name"
//   smbios bios "American Megatrends Inc." "4403" "04/27/2022"
//   smbios chassis 3
//   smbios cpu "AMD Ryzen 7 5800X 8-Core Processor" [socket="AM4"] [upgrade=49]
//   smbios array slots=4 [ecc=3] [use=3]
//   smbios dimm "DIMM 0" "P0 CHANNEL A" empty
//   smbios dimm "DIMM 1" "P0 CHANNEL A" 16384 type=DDR4 speed=3200 configured=3200
//   part="F4-3200C16-16GVK"
//          [maker=…] [serial=…] [rank=1] [width=64] [total=64] [form=9] [length=40]
//          [interleave=1/2]
//   smbios slot "PCIEX16_1" type=0xb6 width=13 usage=4 address=0000:01:00.0
//
// `interleave=POSITION/DEPTH` on a dimm adds its type 20 structure. A dimm belongs to the array
// above it.
struct SmbiosFiles {
    std::string entry_point;
    std::string table;
};
SmbiosFiles build_smbios(std::vector<std::string> const& lines);

}  // namespace rigcheck::test
