#include "probe/pcie/redact_config.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace rigcheck {
namespace {

constexpr std::size_t kFirstExtended = 0x100;
constexpr std::uint32_t kSerialNumber = 0x0003;

std::uint32_t dword(std::string const& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
        value = value << 8U | static_cast<std::uint8_t>(bytes[at + i]);
    return value;
}

}  // namespace

std::string redact_config(std::string config) {
    std::size_t at = kFirstExtended;
    // Each capability is at least 8 bytes, so a longer chain is a loop.
    for (int left = 480; left > 0 && at >= kFirstExtended && at + 12 <= config.size(); --left) {
        auto const header = dword(config, at);
        if ((header & 0xFFFFU) == kSerialNumber) {
            std::fill_n(config.begin() + static_cast<std::ptrdiff_t>(at) + 4, 8, '\0');
        }
        at = header >> 20U & 0xFFCU;
    }
    return config;
}

}  // namespace rigcheck
