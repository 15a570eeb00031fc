#pragma once

#include <optional>
#include <string_view>

namespace rigcheck {

// "16.0 GT/s PCIe", in old kernels "8 GT/s". Empty when it is no rate of the PCIe specification.
std::optional<double> parse_link_speed(std::string_view text);
// Whether the kernel knows no rate and says so: "Unknown", in old kernels "Unknown speed".
bool is_unknown_speed(std::string_view text);
// Lanes that a link may have; 0 (no link) and 255 (no register) are not among them.
bool is_link_width(int lanes);

// The code that link registers use for a rate (PCIe base specification, 7.5.3.6).
std::optional<double> link_speed_of_code(unsigned code);

// All ones in the width field: the device no longer answers.
inline constexpr int kWidthAllOnes = 63;

}  // namespace rigcheck
