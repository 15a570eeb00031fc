#pragma once

#include <vector>

#include "probe/blackbox/crc32c.hpp"
#include "probe/blackbox/format.hpp"
#include "probe/blackbox/little_endian.hpp"

namespace rigcheck::test {

// Gives header copies of one block and slots the sums that belong to their bytes, as somebody with
// bad intentions would.
inline void seal(std::vector<std::byte>& segment) {
    using namespace blackbox;  // NOLINT(google-build-using-namespace)
    constexpr std::size_t kId = 24;
    constexpr std::size_t kSum = 4;
    if (segment.size() < 2 * kHeaderBlock) return;
    auto const all = std::span(segment);
    for (std::size_t const at : {std::size_t{0}, kHeaderBlock}) {
        auto const copy = all.subspan(at, kHeaderBlock);
        put<std::uint32_t>(copy, copy.size() - kSum, crc32c(copy.first(copy.size() - kSum)));
    }
    for (std::uint32_t index = 0; 2 * kHeaderBlock + (index + 1) * kSlotSize <= segment.size();
         ++index) {
        auto const slot = all.subspan(2 * kHeaderBlock + index * kSlotSize, kSlotSize);
        std::array<std::byte, 4> place{};
        put<std::uint32_t>(place, 0, index);
        auto const sum = crc32c(slot.first(kSlotSize - kSum));
        put<std::uint32_t>(slot, kSlotSize - kSum,
                           crc32c(place, crc32c(all.subspan(kId, sizeof(Id)), sum)));
    }
}

}  // namespace rigcheck::test
