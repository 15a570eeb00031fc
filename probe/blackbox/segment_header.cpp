#include "probe/blackbox/segment_header.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "probe/blackbox/crc32c.hpp"
#include "probe/blackbox/little_endian.hpp"

namespace rigcheck::blackbox {
namespace {

constexpr std::string_view kMagic = "RIGBLKBX";
constexpr std::size_t kTable = 128, kRow = 14, kTexts = 3;
constexpr std::size_t kCrcSize = 4;
constexpr std::size_t kMaxChannelText = 255;
constexpr auto kNoLimit = std::numeric_limits<std::int32_t>::min();

void put_id(std::span<std::byte> bytes, std::size_t offset, Id const& id) {
    std::copy(id.begin(), id.end(), bytes.subspan(offset).begin());
}

Id get_id(std::span<std::byte const> bytes, std::size_t offset) {
    Id id{};
    std::copy_n(bytes.subspan(offset).begin(), id.size(), id.begin());
    return id;
}

void append_text(std::vector<std::byte>& out, std::string_view text) {
    auto const bytes = std::as_bytes(std::span(text.substr(0, kMaxChannelText)));
    out.push_back(static_cast<std::byte>(bytes.size()));
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void append_row(std::vector<std::byte>& out, Channel const& channel) {
    std::array<std::byte, kRow> row{};
    put<std::uint16_t>(row, 0, channel.id);
    put<std::uint8_t>(row, 2, static_cast<std::uint8_t>(channel.kind));
    put<std::uint8_t>(row, 3, static_cast<std::uint8_t>(channel.unit));
    put<std::uint8_t>(row, 4, static_cast<std::uint8_t>(channel.aspect));
    put<std::uint8_t>(row, 5, static_cast<std::uint8_t>(channel.trust));
    put<std::int8_t>(row, 6, channel.scale);
    put<std::uint16_t>(row, 8, channel.of);
    put<std::int32_t>(row, 10, number_of(channel, channel.limit).value_or(kNoLimit));
    out.insert(out.end(), row.begin(), row.end());
    append_text(out, channel.chip);
    append_text(out, channel.feature);
    append_text(out, channel.label);
}

template <class E>
E known_or_none(std::uint8_t code, E last) {
    return code <= static_cast<std::uint8_t>(last) ? static_cast<E>(code) : E{};
}

// Takes the text from the front of `table`.
bool take_text(std::span<std::byte const>& table, std::string& text) {
    if (table.empty()) return false;
    auto const size = std::to_integer<std::size_t>(table[0]);
    if (table.size() - 1 < size) return false;
    text.assign(reinterpret_cast<char const*>(table.data()) + 1, size);
    table = table.subspan(1 + size);
    return true;
}

bool take_row(std::span<std::byte const>& table, Channel& channel) {
    if (table.size() < kRow) return false;
    auto const limit = get<std::int32_t>(table, 10);
    channel.id = get<std::uint16_t>(table, 0);
    channel.kind = known_or_none(get<std::uint8_t>(table, 2), ChannelKind::state);
    channel.unit = known_or_none(get<std::uint8_t>(table, 3), Unit::gigatransfers);
    channel.aspect = known_or_none(get<std::uint8_t>(table, 4), Aspect::most);
    channel.trust = known_or_none(get<std::uint8_t>(table, 5), Trust::doubtful);
    channel.scale = get<std::int8_t>(table, 6);
    channel.of = get<std::uint16_t>(table, 8);
    if (channel.scale < -kMaxScale || channel.scale > kMaxScale) return false;
    if (limit != kNoLimit) channel.limit = value_of(channel, limit);
    table = table.subspan(kRow);
    return take_text(table, channel.chip) && take_text(table, channel.feature) &&
           take_text(table, channel.label);
}

bool take_table(std::span<std::byte const> table, std::size_t count, Header& header) {
    if (count > kMaxChannels || count * (kRow + kTexts) > table.size()) return false;
    header.channels.resize(count);
    return std::all_of(header.channels.begin(), header.channels.end(),
                       [&](Channel& channel) { return take_row(table, channel); });
}

// The size of the copy that begins here, if a whole one does.
std::size_t whole_copy(std::span<std::byte const> bytes) {
    if (bytes.size() < kHeaderBlock ||
        std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0 ||
        get<std::uint16_t>(bytes, 8) != kVersion || get<std::uint16_t>(bytes, 10) != kSlotSize)
        return 0;
    std::size_t const size = get<std::uint32_t>(bytes, 12);
    if (size == 0 || size % kHeaderBlock != 0 || size > kMaxHeader || size > bytes.size()) return 0;
    auto const crc = get<std::uint32_t>(bytes, size - kCrcSize);
    return crc32c(bytes.first(size - kCrcSize)) == crc ? size : 0;
}

std::optional<Header> decode(std::span<std::byte const> copy) {
    Header header{.segment = get_id(copy, 24),
                  .boot = get_id(copy, 40),
                  .machine = get_id(copy, 56),
                  .slots = get<std::uint32_t>(copy, 16),
                  .number = get<std::uint32_t>(copy, 20),
                  .ordinal = get<std::uint64_t>(copy, 72),
                  .first_seq = get<std::uint32_t>(copy, 80),
                  .period_ms = get<std::uint32_t>(copy, 84),
                  .created = {.boottime = get<std::uint64_t>(copy, 88),
                              .realtime = get<std::uint64_t>(copy, 96),
                              .monotonic = get<std::uint64_t>(copy, 104)},
                  .channels = {}};
    auto const table_size = get<std::uint32_t>(copy, 116);
    if (header.slots == 0 || header.slots > kMaxSlots || header.period_ms == 0 ||
        table_size > copy.size() - kTable - kCrcSize ||
        !take_table(copy.subspan(kTable, table_size), get<std::uint16_t>(copy, 112), header))
        return std::nullopt;
    return header;
}

}  // namespace

std::vector<std::byte> encode(Header const& header) {
    std::vector<std::byte> table;
    for (auto const& channel : header.channels) append_row(table, channel);
    auto const needed = kTable + table.size() + kCrcSize;
    auto const size = (needed + kHeaderBlock - 1) / kHeaderBlock * kHeaderBlock;
    if (size > kMaxHeader || header.channels.size() > kMaxChannels) return {};
    std::vector<std::byte> copy(size);
    std::memcpy(copy.data(), kMagic.data(), kMagic.size());
    put<std::uint16_t>(copy, 8, kVersion);
    put<std::uint16_t>(copy, 10, kSlotSize);
    put<std::uint32_t>(copy, 12, static_cast<std::uint32_t>(size));
    put<std::uint32_t>(copy, 16, header.slots);
    put<std::uint32_t>(copy, 20, header.number);
    put_id(copy, 24, header.segment);
    put_id(copy, 40, header.boot);
    put_id(copy, 56, header.machine);
    put<std::uint64_t>(copy, 72, header.ordinal);
    put<std::uint32_t>(copy, 80, header.first_seq);
    put<std::uint32_t>(copy, 84, header.period_ms);
    put<std::uint64_t>(copy, 88, header.created.boottime);
    put<std::uint64_t>(copy, 96, header.created.realtime);
    put<std::uint64_t>(copy, 104, header.created.monotonic);
    put<std::uint16_t>(copy, 112, static_cast<std::uint16_t>(header.channels.size()));
    put<std::uint32_t>(copy, 116, static_cast<std::uint32_t>(table.size()));
    std::copy(table.begin(), table.end(), copy.begin() + kTable);
    put<std::uint32_t>(copy, size - kCrcSize, crc32c(std::span(copy).first(size - kCrcSize)));
    return copy;
}

std::optional<FoundHeader> find_header(std::span<std::byte const> segment) {
    segment = segment.first(std::min(segment.size(), 2 * kMaxHeader));
    if (auto const size = whole_copy(segment)) {
        auto header = decode(segment.first(size));
        if (!header) return std::nullopt;
        bool const second = whole_copy(segment.subspan(size)) == size;
        return FoundHeader{std::move(*header), size, second};
    }
    // How long the first copy was is not known, but the second one says its own length.
    for (std::size_t at = kHeaderBlock; at < segment.size() && at <= kMaxHeader;
         at += kHeaderBlock) {
        if (whole_copy(segment.subspan(at)) != at) continue;
        auto header = decode(segment.subspan(at, at));
        if (header) return FoundHeader{std::move(*header), at, false};
    }
    return std::nullopt;
}

}  // namespace rigcheck::blackbox
