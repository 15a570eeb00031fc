#include "probe/blackbox/slot.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>

#include "probe/blackbox/crc32c.hpp"
#include "probe/blackbox/little_endian.hpp"

namespace rigcheck::blackbox {
namespace {

constexpr std::uint16_t kMagic = 0x6252;  // "Rb"
constexpr std::size_t kType = 2, kSeq = 4, kBoottime = 8, kRealtime = 16, kCount = 24, kPart = 26,
                      kParts = 27, kPayload = 28, kMonotonic = 500, kCrc = 508;
constexpr std::size_t kCode = kPayload, kAmount = kPayload + 8, kText = kPayload + 16;
constexpr std::size_t kValueSize = 6;
constexpr auto kNotAvailable = std::numeric_limits<std::int32_t>::min();

static_assert(kPayload + kValuesPerPart * kValueSize <= kMonotonic);
static_assert(kText + kMaxText <= kMonotonic);

bool is_sample(RecordType type) {
    return type == RecordType::sample || type == RecordType::delta_sample;
}

// Over the slot, the segment and the place in it: an old block that a file system shows again
// never fits.
std::uint32_t slot_crc(std::span<std::byte const> slot, Id const& segment, std::uint32_t index) {
    std::array<std::byte, 4> place{};
    put<std::uint32_t>(place, 0, index);
    return crc32c(place, crc32c(segment, crc32c(slot.first(kCrc))));
}

std::size_t text_size(std::string const& text) {
    if (text.size() <= kMaxText) return text.size();
    auto end = kMaxText;
    // UTF-8: a character goes on with bytes 10xxxxxx.
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return end;
}

void put_values(std::span<std::byte> slot, std::span<Value const> values) {
    put<std::uint16_t>(slot, kCount, static_cast<std::uint16_t>(values.size()));
    auto at = kPayload;
    for (auto const& value : values) {
        put<std::uint16_t>(slot, at, value.channel);
        put<std::int32_t>(slot, at + 2, value.number.value_or(kNotAvailable));
        at += kValueSize;
    }
}

void put_text(std::span<std::byte> slot, Record const& record) {
    auto const size = text_size(record.text);
    put<std::uint16_t>(slot, kCount, static_cast<std::uint16_t>(size));
    put<std::uint8_t>(slot, kCode, record.code);
    put<std::int64_t>(slot, kAmount, record.amount_ns);
    std::memcpy(slot.subspan(kText).data(), record.text.data(), size);
}

bool get_values(std::span<std::byte const> slot, Slot& out) {
    auto const count = get<std::uint16_t>(slot, kCount);
    if (count > kValuesPerPart || out.parts > kMaxParts) return false;
    out.record.values.reserve(count);
    for (std::size_t i = 0, at = kPayload; i < count; ++i, at += kValueSize) {
        auto const number = get<std::int32_t>(slot, at + 2);
        out.record.values.push_back({get<std::uint16_t>(slot, at), number == kNotAvailable
                                                                       ? std::nullopt
                                                                       : std::optional(number)});
    }
    return true;
}

bool get_text(std::span<std::byte const> slot, Slot& out) {
    auto const size = get<std::uint16_t>(slot, kCount);
    if (size > kMaxText || out.parts != 1) return false;
    out.record.code = get<std::uint8_t>(slot, kCode);
    out.record.amount_ns = get<std::int64_t>(slot, kAmount);
    auto const text = slot.subspan(kText, size);
    out.record.text.assign(reinterpret_cast<char const*>(text.data()), text.size());
    return true;
}

}  // namespace

std::size_t slots_of(Record const& record) {
    if (!is_sample(record.type)) return 1;
    return std::max<std::size_t>((record.values.size() + kValuesPerPart - 1) / kValuesPerPart, 1);
}

std::vector<std::byte> encode(Record const& record, Id const& segment, std::uint32_t index) {
    auto const parts = slots_of(record);
    assert(parts <= kMaxParts);
    std::vector<std::byte> bytes(parts * kSlotSize);
    for (std::size_t part = 0; part < parts; ++part) {
        auto const slot = std::span(bytes).subspan(part * kSlotSize, kSlotSize);
        put<std::uint16_t>(slot, 0, kMagic);
        put<std::uint8_t>(slot, kType, static_cast<std::uint8_t>(record.type));
        put<std::uint32_t>(slot, kSeq, record.seq);
        put<std::uint64_t>(slot, kBoottime, record.at.boottime);
        put<std::uint64_t>(slot, kRealtime, record.at.realtime);
        put<std::uint64_t>(slot, kMonotonic, record.at.monotonic);
        put<std::uint8_t>(slot, kPart, static_cast<std::uint8_t>(part + 1));
        put<std::uint8_t>(slot, kParts, static_cast<std::uint8_t>(parts));
        if (is_sample(record.type)) {
            auto const from = part * kValuesPerPart;
            auto const count = std::min(record.values.size() - from, kValuesPerPart);
            put_values(slot, std::span(record.values).subspan(from, count));
        } else {
            put_text(slot, record);
        }
        put<std::uint32_t>(slot, kCrc,
                           slot_crc(slot, segment, index + static_cast<std::uint32_t>(part)));
    }
    return bytes;
}

std::optional<Slot> decode(std::span<std::byte const, kSlotSize> bytes, Id const& segment,
                           std::uint32_t index) {
    if (get<std::uint16_t>(bytes, 0) != kMagic) return std::nullopt;
    if (get<std::uint32_t>(bytes, kCrc) != slot_crc(bytes, segment, index)) return std::nullopt;
    Slot slot;
    slot.record.type = static_cast<RecordType>(get<std::uint8_t>(bytes, kType));
    slot.record.seq = get<std::uint32_t>(bytes, kSeq);
    slot.record.at = {.boottime = get<std::uint64_t>(bytes, kBoottime),
                      .realtime = get<std::uint64_t>(bytes, kRealtime),
                      .monotonic = get<std::uint64_t>(bytes, kMonotonic)};
    slot.part = get<std::uint8_t>(bytes, kPart);
    slot.parts = get<std::uint8_t>(bytes, kParts);
    if (slot.part == 0 || slot.part > slot.parts) return std::nullopt;
    bool const whole =
        is_sample(slot.record.type) ? get_values(bytes, slot) : get_text(bytes, slot);
    return whole ? std::optional(std::move(slot)) : std::nullopt;
}

}  // namespace rigcheck::blackbox
