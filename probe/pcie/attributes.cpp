#include "probe/pcie/attributes.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace rigcheck {
namespace {

constexpr int kBars = 6;
constexpr std::size_t kMaxErrorKinds = 64;
constexpr std::size_t kMaxKey = 64;

// include/linux/ioport.h
constexpr std::uint64_t kPrefetch = 0x2000;
constexpr std::uint64_t kMem64 = 0x100000;
constexpr std::uint64_t kUnset = 0x20000000;

std::string_view take_line(std::string_view& text) {
    auto const end = text.find('\n');
    auto line = text.substr(0, end);
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
    while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::optional<std::array<std::uint64_t, 3>> three_numbers(std::string_view line) {
    std::array<std::uint64_t, 3> numbers{};
    for (auto& number : numbers) {
        auto const end = line.find(' ');
        auto const value = parse_whole(line.substr(0, end), 16);
        if (!value) return std::nullopt;
        number = *value;
        line = end == std::string_view::npos ? "" : line.substr(end + 1);
    }
    if (!line.empty()) return std::nullopt;
    return numbers;
}

bool is_key(std::string_view key) {
    auto const printable = [](char c) { return c >= ' ' && c <= '~'; };
    return !key.empty() && key.size() <= kMaxKey && std::all_of(key.begin(), key.end(), printable);
}

}  // namespace

std::optional<std::uint64_t> parse_whole(std::string_view text, int base) {
    if (base == 16 && text.starts_with("0x")) text.remove_prefix(2);
    std::uint64_t value = 0;
    auto const* const end = text.data() + text.size();
    auto const result = std::from_chars(text.data(), end, value, base);
    if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
    return value;
}

std::optional<std::vector<PcieBar>> parse_bars(std::string_view text) {
    std::vector<PcieBar> bars;
    for (int index = 0; index < kBars && !text.empty(); ++index) {
        auto const numbers = three_numbers(take_line(text));
        if (!numbers) return std::nullopt;
        auto const [start, end, flags] = *numbers;
        if (end < start) return std::nullopt;
        if (end == start) continue;  // no register is a single byte wide
        bars.push_back({.index = index,
                        .size_bytes = end - start + 1,
                        .prefetchable = (flags & kPrefetch) != 0,
                        .is64 = (flags & kMem64) != 0,
                        .assigned = start != 0 && (flags & kUnset) == 0});
    }
    return bars;
}

std::optional<std::map<std::string, std::uint64_t>> parse_aer(std::string_view text) {
    std::map<std::string, std::uint64_t> counts;
    while (!text.empty() && counts.size() < kMaxErrorKinds) {
        auto const line = take_line(text);
        if (line.empty()) continue;
        auto const space = line.rfind(' ');
        if (space == std::string_view::npos) return std::nullopt;
        auto const key = line.substr(0, space);
        auto const count = parse_whole(line.substr(space + 1), 10);
        if (!count || !is_key(key)) return std::nullopt;
        if (!key.starts_with("TOTAL_")) counts.emplace(key, *count);
    }
    return counts;
}

}  // namespace rigcheck
