#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace rigcheck::blackbox {

// The caller has seen that there is room.
template <class T>
T get(std::span<std::byte const> bytes, std::size_t offset) {
    assert(offset + sizeof(T) <= bytes.size());
    std::uint64_t value = 0;
    for (std::size_t i = sizeof(T); i-- > 0;)
        value = value << 8U | std::to_integer<std::uint64_t>(bytes[offset + i]);
    return static_cast<T>(value);
}

template <class T>
void put(std::span<std::byte> bytes, std::size_t offset, std::type_identity_t<T> value) {
    assert(offset + sizeof(T) <= bytes.size());
    auto left = static_cast<std::uint64_t>(static_cast<std::make_unsigned_t<T>>(value));
    for (std::size_t i = 0; i < sizeof(T); ++i, left >>= 8U)
        bytes[offset + i] = static_cast<std::byte>(left & 0xFFU);
}

}  // namespace rigcheck::blackbox
