#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rigcheck::test {

// Builds the two files of /sys/firmware/dmi/tables from lines that people can read:
//
//   smbios board "ASUSTeK COMPUTER INC." "ROG STRIX X570-E GAMING" [serial=…] [asset=…]
//   smbios system "ASUS" "System Product Name" [version=…] [serial=…] [uuid=HEX] [sku=…] [family=…]
//   smbios bios "American Megatrends Inc." "4403" "04/27/2022"
//   smbios chassis 3 [serial=…] [asset=…]
//   smbios cpu "AMD Ryzen 7 5800X" [socket="AM4"] [upgrade=49] [status=0x41] [serial=…] [asset=…]
//   smbios array slots=4 [ecc=3] [use=3] [location=3]
//   smbios dimm "DIMM 0" "P0 CHANNEL A" empty
//   smbios dimm "DIMM 1" "P0 CHANNEL A" 16384 type=DDR4 speed=3200 configured=3200 part=…
//          [maker=…] [serial=…] [asset=…] [rank=1] [width=64] [total=64] [form=9] [mv=1350]
//          [length=40] [array=HANDLE] [interleave=1/2]          (all on one line)
//   smbios slot "PCIEX16_1" type=0xb6 width=13 usage=4 [address=0000:01:00.0]
//   smbios raw type=11 bytes=01 "a string" "another"             (bytes after the header)
//
// The size of a dimm is in MiB, or "empty", "unknown" or "512kB"; its type is a name or a number.
// `interleave=POSITION/DEPTH` adds its type 20 structure. A dimm belongs to the array above it.
// Quotes may stand in a value, key="a b"; \xHH, \" and \\ are known. Throws std::runtime_error,
// which quotes the line, for what it cannot understand.
struct SmbiosFiles {
    std::string entry_point;
    std::string table;
};
SmbiosFiles build_smbios(std::vector<std::string> const& lines);

}  // namespace rigcheck::test
