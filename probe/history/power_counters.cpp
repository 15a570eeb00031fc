#include "probe/history/power_counters.hpp"

#include <algorithm>

#include "probe/history/journal_export.hpp"

namespace rigcheck {
namespace {

using record::LedgerDrive;
using record::LedgerEntry;

std::vector<LedgerDrive> drives_of(std::vector<Drive> const& drives) {
    std::vector<LedgerDrive> out;
    for (auto const& drive : drives) {
        if (!drive.health) continue;
        out.push_back({.name = drive.name,
                       .model = drive.model,
                       .place = record::place_of(drive),
                       .power_cycles = drive.health->power_cycles,
                       .unsafe_shutdowns = drive.health->unsafe_shutdowns});
    }
    return out;
}

bool is_same(LedgerDrive const& one, LedgerDrive const& other) {
    return one.model && one.place && one.model == other.model && one.place == other.place;
}

LedgerDrive const* only_one(std::vector<LedgerDrive> const& drives, LedgerDrive const& wanted) {
    auto const same = [&](LedgerDrive const& drive) { return is_same(drive, wanted); };
    if (std::count_if(drives.begin(), drives.end(), same) != 1) return nullptr;
    return &*std::find_if(drives.begin(), drives.end(), same);
}

// Lifetime counters only grow; anything else is another drive in the same place, or a fault.
void add_growth(std::optional<std::uint64_t> before, std::optional<std::uint64_t> after,
                std::string const& name, std::map<std::string, std::int64_t>& growth) {
    constexpr std::uint64_t kMost = 1'000'000;
    if (before && after && *after >= *before && *after - *before <= kMost)
        growth[name] = static_cast<std::int64_t>(*after - *before);
}

}  // namespace

LedgerEntry const* entry_of(record::Ledger const& ledger, std::string const& boot_id) {
    auto const at =
        std::find_if(ledger.entries.rbegin(), ledger.entries.rend(),
                     [&](LedgerEntry const& entry) { return plain_id(entry.boot_id) == boot_id; });
    return boot_id.empty() || at == ledger.entries.rend() ? nullptr : &*at;
}

void add_power_counters(LedgerEntry const& ended, LedgerEntry const* next,
                        std::vector<Drive> const& now, PreviousEnd& end) {
    auto const later = next != nullptr && !next->drives.empty() ? next->drives : drives_of(now);
    for (auto const& drive : later) {
        auto const* const before = only_one(ended.drives, drive);
        if (before == nullptr || only_one(later, drive) == nullptr) continue;
        add_growth(before->power_cycles, drive.power_cycles, drive.name, end.power_cycles_more);
        add_growth(before->unsafe_shutdowns, drive.unsafe_shutdowns, drive.name,
                   end.unsafe_shutdowns_more);
    }
}

}  // namespace rigcheck
