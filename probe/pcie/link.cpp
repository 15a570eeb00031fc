#include "probe/pcie/link.hpp"

#include <algorithm>
#include <array>

#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr std::array kSpeeds{2.5, 5.0, 8.0, 16.0, 32.0, 64.0};
constexpr std::array kWidths{1, 2, 4, 8, 12, 16, 32};

}  // namespace

std::optional<double> parse_link_speed(std::string_view text) {
    if (text.find(" GT/s") == std::string_view::npos) return std::nullopt;
    auto const speed = parse_number<double>(text);
    if (!speed || std::find(kSpeeds.begin(), kSpeeds.end(), *speed) == kSpeeds.end()) return {};
    return speed;
}

bool is_unknown_speed(std::string_view text) {
    return text.starts_with("Unknown");
}

bool is_link_width(int lanes) {
    return std::find(kWidths.begin(), kWidths.end(), lanes) != kWidths.end();
}

std::optional<double> link_speed_of_code(unsigned code) {
    if (code == 0 || code > kSpeeds.size()) return std::nullopt;
    return kSpeeds.at(code - 1);
}

}  // namespace rigcheck
