#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <type_traits>

#include "probe/machine/machine.hpp"

namespace rigcheck {

// The number at the start of a text, whatever follows: "16.0 GT/s PCIe" is 16, "0x1f" in base 16
// is 31. No locale. Empty when there is no number or it does not fit.
template <class T>
std::optional<T> parse_number(std::string_view text, int base = 10) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    if (base == 16 && (text.starts_with("0x") || text.starts_with("0X"))) text.remove_prefix(2);
    T value{};
    auto const result = [&] {
        if constexpr (std::is_floating_point_v<T>) {
            return std::from_chars(text.data(), text.data() + text.size(), value);
        } else {
            return std::from_chars(text.data(), text.data() + text.size(), value, base);
        }
    }();
    if (result.ec != std::errc{}) return std::nullopt;
    return value;
}

// The number in a one-value file. Absent: empty. Unreadable or not a number: empty, and a gap.
template <class T>
std::optional<T> read_number(Machine const& machine, std::string_view area, std::string const& path,
                             std::vector<Gap>& gaps, int base = 10) {
    auto const reading = machine.read_line(path);
    if (reading.text) {
        if (auto const value = parse_number<T>(*reading.text, base)) return value;
    }
    auto const why = reading.text ? Missing::malformed : reading.why;
    if (why != Missing::absent) gaps.push_back({std::string(area), path, why, {}});
    return std::nullopt;
}

}  // namespace rigcheck
