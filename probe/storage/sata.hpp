#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "probe/facts/storage.hpp"
#include "probe/machine/machine.hpp"
#include "probe/storage/place.hpp"

namespace rigcheck {

// "6.0 Gbps" (kernel: libata-transport.c). Empty for "<unknown>".
std::optional<double> parse_sata_speed(std::string_view text);

// The fastest signalling rate in a drive's identification as libata prints it: 256 words in
// hexadecimal; word 76, bits 1 to 3 (ACS-3, 7.12.7). Empty for anything else.
std::optional<double> parse_identify_speed(std::string_view text);

// The same text without what tells one drive from another: serial number (words 10 to 19) and
// world wide name (108 to 111).
std::string redact_identify(std::string_view text);

// The link of a drive below a libata port: speeds, and how often libata slowed it down.
void read_sata(Machine const& machine, DrivePlace const& place, Drive& drive,
               std::vector<Gap>& gaps);

}  // namespace rigcheck
