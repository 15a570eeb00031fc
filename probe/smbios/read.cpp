#include <fmt/format.h>

#include "probe/smbios/smbios.hpp"

namespace rigcheck {
namespace {

constexpr char const* kEntryPoint = "/sys/firmware/dmi/tables/smbios_entry_point";
constexpr char const* kTable = "/sys/firmware/dmi/tables/DMI";
constexpr std::size_t kTableLimit = std::size_t{1} << 20U;

std::span<std::byte const> bytes_of(std::string const& text) {
    return std::as_bytes(std::span(text));
}

Gap gap_for(std::string what, Missing reason) {
    return {.area = "memory",
            .what = std::move(what),
            .reason = reason,
            .remedy = reason == Missing::needs_root ? "sudo rigcheck check" : ""};
}

}  // namespace

std::optional<SmbiosFacts> read_smbios(Machine const& machine, std::vector<Gap>& gaps) {
    auto const table = machine.read(kTable, kTableLimit);
    if (!table.text) {
        if (table.why != Missing::absent) gaps.push_back(gap_for(kTable, table.why));
        return std::nullopt;
    }
    auto const entry_point = machine.read(kEntryPoint).text.value_or("");
    auto const parsed = parse_smbios(bytes_of(entry_point), bytes_of(*table.text));
    if (parsed.problem) {
        gaps.push_back(gap_for(fmt::format("{}: {}", kTable, *parsed.problem), Missing::malformed));
    } else if (parsed.structures.empty()) {
        gaps.push_back(gap_for(fmt::format("{}: no structures", kTable), Missing::malformed));
    }
    if (parsed.structures.empty()) return std::nullopt;
    return smbios_facts(parsed);
}

}  // namespace rigcheck
