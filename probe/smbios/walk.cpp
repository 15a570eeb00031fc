#include "probe/smbios/walk.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rigcheck {
namespace {

constexpr std::size_t kHeader = 4;
constexpr std::size_t kMostStrings = 255;  // an index is one byte
constexpr auto kEndOfTable = std::byte{127};

// Reads the strings that begin at `at` and leaves `at` behind their double NUL; false when the
// table ends before it.
bool read_strings(std::string_view bytes, std::size_t& at, std::vector<std::string_view>& strings) {
    while (true) {
        auto const end = bytes.find('\0', at);
        if (end == std::string_view::npos) return false;
        if (end == at) break;
        if (strings.size() < kMostStrings) strings.push_back(bytes.substr(at, end - at));
        at = end + 1;
    }
    // A structure without strings ends with two NULs; one with strings has passed the first.
    at += strings.empty() ? 2 : 1;
    return at <= bytes.size();
}

}  // namespace

Walk walk_table(std::span<std::byte const> table, std::optional<std::size_t> limit) {
    std::string_view const bytes(reinterpret_cast<char const*>(table.data()), table.size());
    Walk walk;
    for (std::size_t at = 0; at < table.size() && walk.structures.size() != limit;) {
        auto const start = at;
        auto const stop = [&](std::string_view why) {
            walk.problem =
                fmt::format("structure {} at byte {} {}", walk.structures.size(), start, why);
        };
        if (table.size() - at < kHeader) {
            stop("is cut off in its header");
            break;
        }
        auto const length = std::to_integer<std::size_t>(table[at + 1]);
        if (length < kHeader) {
            stop(fmt::format("states a length of {}", length));
            break;
        }
        if (length > table.size() - at) {
            stop("is cut off");
            break;
        }
        RawStructure structure{.formatted = table.subspan(at, length), .strings = {}};
        at += length;
        if (!read_strings(bytes, at, structure.strings)) {
            stop("is cut off in its strings");
            break;
        }
        auto const type = structure.formatted[0];
        walk.structures.push_back(std::move(structure));
        if (type == kEndOfTable) break;
    }
    return walk;
}

}  // namespace rigcheck
