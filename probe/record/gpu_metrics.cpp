#include "probe/record/gpu_metrics.hpp"

#include <algorithm>

namespace rigcheck::record {
namespace {

constexpr std::size_t kFormat = 2, kContent = 3;  // behind a size of two bytes
constexpr std::size_t kThrottleStatus = 112;      // indep_throttle_status, eight bytes
constexpr std::size_t kSize = 120;

unsigned byte(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

std::uint16_t word(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint16_t>(byte(bytes, at) | byte(bytes, at + 1) << 8U);
}

}  // namespace

std::optional<GpuThrottle> parse_gpu_metrics(std::string_view bytes) {
    if (bytes.size() < kSize || byte(bytes, kFormat) != 1 || byte(bytes, kContent) != 3)
        return std::nullopt;
    auto const status = bytes.substr(kThrottleStatus, 8);
    // The driver fills what it has no value for with ones.
    if (std::all_of(status.begin(), status.end(), [](char c) { return c == '\xff'; }))
        return std::nullopt;
    return GpuThrottle{
        .power = word(status, 0), .current = word(status, 2), .temperature = word(status, 4)};
}

}  // namespace rigcheck::record
