#include <fmt/format.h>

#include <numeric>
#include <string_view>

#include "probe/smbios/smbios.hpp"
#include "probe/smbios/walk.hpp"

namespace rigcheck {
namespace {

// What an entry point says that the walk needs. The address and the sizes are of no use: the
// kernel has cut the table out already.
struct EntryPoint {
    std::optional<std::size_t> structures;
    std::optional<std::string> problem;
};

bool sums_to_zero(std::span<std::byte const> bytes) {
    auto const add = [](unsigned sum, std::byte b) { return sum + std::to_integer<unsigned>(b); };
    return std::accumulate(bytes.begin(), bytes.end(), 0U, add) % 256U == 0;
}

std::optional<std::size_t> count_at(std::span<std::byte const> bytes, std::size_t offset) {
    auto const count = std::to_integer<std::size_t>(bytes[offset]) |
                       std::to_integer<std::size_t>(bytes[offset + 1]) << 8U;
    if (count == 0) return std::nullopt;
    return count;
}

// DSP0134, 5.2.1 and 5.2.2. An entry point that does not check out says nothing about the table
// behind it, so the walk goes on without it.
EntryPoint read_entry_point(std::span<std::byte const> bytes) {
    constexpr std::size_t kLongest = 32;
    std::string_view const text(reinterpret_cast<char const*>(bytes.data()), bytes.size());
    EntryPoint entry;
    auto const checks_out = [&](std::size_t stated, std::size_t least) {
        if (bytes.size() < least || stated > kLongest || stated > bytes.size()) {
            entry.problem = "the entry point is cut off";
        } else if (!sums_to_zero(bytes.first(stated))) {
            entry.problem = "the entry point has a wrong checksum";
        }
        return !entry.problem;
    };
    auto const stated_at = [&](std::size_t offset) {
        return offset < bytes.size() ? std::to_integer<std::size_t>(bytes[offset]) : 0;
    };
    if (text.starts_with("_SM3_")) {
        checks_out(stated_at(6), 24);  // no count: the table ends with type 127
    } else if (text.starts_with("_SM_")) {
        if (checks_out(stated_at(5), 31)) entry.structures = count_at(bytes, 0x1C);
    } else if (text.starts_with("_DMI_")) {
        if (checks_out(15, 15)) entry.structures = count_at(bytes, 0x0C);
    } else if (!bytes.empty()) {
        entry.problem = "the entry point is not one of SMBIOS";
    }
    return entry;
}

}  // namespace

SmbiosTable parse_smbios(std::span<std::byte const> entry_point, std::span<std::byte const> table) {
    auto const entry = read_entry_point(entry_point);
    auto const walk = walk_table(table, entry.structures);
    SmbiosTable out;
    out.problem = walk.problem ? walk.problem : entry.problem;
    out.structures.reserve(walk.structures.size());
    for (auto const& raw : walk.structures)
        out.structures.emplace_back(
            raw.formatted, std::vector<std::string>(raw.strings.begin(), raw.strings.end()));
    return out;
}

}  // namespace rigcheck
