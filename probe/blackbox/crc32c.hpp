#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace rigcheck::blackbox {

// CRC-32C (Castagnoli) as in RFC 3720, 12.1. To go on behind bytes already summed, pass their sum.
std::uint32_t crc32c(std::span<std::byte const> bytes, std::uint32_t before = 0);

}  // namespace rigcheck::blackbox
