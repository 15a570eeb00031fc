#pragma once

#include <cstddef>
#include <cstring>
#include <span>

namespace rigcheck::blackbox {

inline bool is_zero(std::span<std::byte const> bytes) {
    // Each byte is as the one before it.
    return bytes.empty() || (bytes[0] == std::byte{0} &&
                             std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

}  // namespace rigcheck::blackbox
