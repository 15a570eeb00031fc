#include "probe/blackbox/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <limits>

namespace rigcheck::blackbox {
namespace {

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    return std::nullopt;
}

// 10^|scale|; a scale outside the format's counts as the nearest in it.
double power_of_ten(int scale) {
    constexpr std::array kPowers{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    return kPowers.at(static_cast<std::size_t>(std::min(std::abs(scale), kMaxScale)));
}

std::uint64_t nanoseconds(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace

std::string id_hex(Id const& id) {
    std::string text;
    for (auto const byte : id) text += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
    return text;
}

std::string id_text(Id const& id) {
    auto text = id_hex(id);
    for (std::size_t const at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
    return text;
}

std::optional<Id> parse_id(std::string_view text) {
    Id id{};
    std::size_t digits = 0;
    for (char const c : text) {
        if (c == '-' || c == '\n') continue;
        auto const digit = hex_digit(c);
        if (!digit || digits == 2 * id.size()) return std::nullopt;
        auto& byte = id.at(digits / 2);
        byte = static_cast<std::byte>(std::to_integer<unsigned>(byte) << 4U | *digit);
        ++digits;
    }
    if (digits != 2 * id.size()) return std::nullopt;
    return id;
}

double value_of(Channel const& channel, std::int32_t number) {
    auto const factor = power_of_ten(channel.scale);
    return channel.scale < 0 ? number / factor : number * factor;
}

std::optional<std::int32_t> number_of(Channel const& channel, std::optional<double> value) {
    if (!value || !std::isfinite(*value)) return std::nullopt;
    auto const factor = power_of_ten(channel.scale);
    auto const number = std::round(channel.scale < 0 ? *value * factor : *value / factor);
    constexpr double kMost = std::numeric_limits<std::int32_t>::max();
    if (std::abs(number) > kMost) return std::nullopt;
    return static_cast<std::int32_t>(number);
}

Clocks read_clocks() {
    return {.boottime = nanoseconds(CLOCK_BOOTTIME),
            .realtime = nanoseconds(CLOCK_REALTIME),
            .monotonic = nanoseconds(CLOCK_MONOTONIC)};
}

}  // namespace rigcheck::blackbox
