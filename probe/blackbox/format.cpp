#include "probe/blackbox/format.hpp"

#include <fmt/format.h>

#include <cmath>
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

std::uint64_t nanoseconds(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace

std::string id_text(Id const& id) {
    std::string text;
    for (std::size_t i = 0; i < id.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += fmt::format("{:02x}", std::to_integer<unsigned>(id.at(i)));
    }
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
    auto const factor = std::pow(10.0, std::abs(channel.scale));
    return channel.scale < 0 ? number / factor : number * factor;
}

std::optional<std::int32_t> number_of(Channel const& channel, std::optional<double> value) {
    if (!value || !std::isfinite(*value)) return std::nullopt;
    auto const factor = std::pow(10.0, std::abs(channel.scale));
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
