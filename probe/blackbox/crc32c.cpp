#include "probe/blackbox/crc32c.hpp"

#include <array>

#include "probe/blackbox/little_endian.hpp"

namespace rigcheck::blackbox {
namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78;  // 1EDC6F41h, least significant bit first
constexpr std::size_t kStride = 8;

using Table = std::array<std::uint32_t, 256>;

// tables[k][b]: what byte b adds with k bytes behind it, so that eight bytes are one step.
constexpr std::array<Table, kStride> make_tables() {
    std::array<Table, kStride> tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t sum = byte;
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum & 1U) != 0 ? (sum >> 1U) ^ kPolynomial : sum >> 1U;
        tables[0][byte] = sum;
    }
    for (std::size_t k = 1; k < kStride; ++k) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            auto const shorter = tables[k - 1][byte];
            tables[k][byte] = (shorter >> 8U) ^ tables[0][shorter & 0xFFU];
        }
    }
    return tables;
}

constexpr auto kTables = make_tables();

}  // namespace

std::uint32_t crc32c(std::span<std::byte const> bytes, std::uint32_t before) {
    std::uint32_t sum = ~before;
    for (; bytes.size() >= kStride; bytes = bytes.subspan(kStride)) {
        auto const word = get<std::uint64_t>(bytes, 0) ^ sum;
        sum = 0;
        for (unsigned i = 0; i < kStride; ++i)
            sum ^= kTables[kStride - 1 - i][word >> (8 * i) & 0xFFU];
    }
    for (auto const byte : bytes)
        sum = (sum >> 8U) ^ kTables[0][(sum ^ std::to_integer<std::uint32_t>(byte)) & 0xFFU];
    return ~sum;
}

}  // namespace rigcheck::blackbox
