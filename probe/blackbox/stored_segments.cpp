#include "probe/blackbox/stored_segments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "probe/blackbox/zeros.hpp"

namespace rigcheck::blackbox {
namespace {

constexpr std::size_t kChunkSlots = 128;

// The slots [first, first + chunk.size() / kSlotSize), from behind. True when the end is known.
bool look_from_behind(std::span<std::byte const> chunk, std::uint32_t first, Id const& segment,
                      SegmentTail& tail) {
    for (auto i = static_cast<std::uint32_t>(chunk.size() / kSlotSize); i-- > 0;) {
        auto const bytes = chunk.subspan(i * kSlotSize).first<kSlotSize>();
        if (tail.used_slots == 0 && is_zero(bytes)) continue;
        tail.used_slots = std::max(tail.used_slots, first + i + 1);
        tail.last = decode(bytes, segment, first + i);
        if (tail.last) return true;
        tail.torn = true;
    }
    return false;
}

}  // namespace

std::string segment_name(Id const& boot, std::uint32_t number) {
    return fmt::format("bb-{}-{}.rcb", id_text(boot).substr(0, 8), number);
}

bool is_segment_name(std::string_view name) {
    return name.starts_with("bb-") && name.ends_with(".rcb");
}

std::vector<StoredSegment> stored_segments(FileLayer const& files, std::string const& directory) {
    std::vector<StoredSegment> stored;
    for (auto const& file : files.list(directory)) {
        if (!is_segment_name(file.name)) continue;
        auto const start = files.read(directory + "/" + file.name, 0, 2 * kMaxHeader);
        auto found = find_header(start);
        bool const unused = !found && is_zero(start);
        stored.push_back({file.name, file.size, std::move(found), unused});
    }
    std::stable_sort(
        stored.begin(), stored.end(),
        [](StoredSegment const& a, StoredSegment const& b) { return a.ordinal() < b.ordinal(); });
    return stored;
}

SegmentTail tail_of(FileLayer const& files, std::string const& directory,
                    StoredSegment const& segment) {
    SegmentTail tail;
    if (!segment.found) return tail;
    auto const begin = 2 * segment.found->size;
    auto const& header = segment.found->header;
    if (segment.size < begin) return tail;
    auto const count = std::min<std::uint64_t>((segment.size - begin) / kSlotSize, header.slots);
    for (auto end = static_cast<std::uint32_t>(count); end > 0;) {
        auto const slots = std::min<std::uint32_t>(end, kChunkSlots);
        end -= slots;
        auto const chunk = files.read(directory + "/" + segment.name,
                                      begin + std::uint64_t{end} * kSlotSize, slots * kSlotSize);
        if (look_from_behind(chunk, end, header.segment, tail)) break;
    }
    return tail;
}

}  // namespace rigcheck::blackbox
