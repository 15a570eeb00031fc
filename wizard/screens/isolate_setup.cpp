#include "wizard/screens/isolate_setup.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checklists/guides/walk.hpp"
#include "checklists/rules/pcie_path.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

using namespace isolation;

constexpr int kMostOfAClass = 8;

// How many of a class find room, row after row.
std::map<std::string, int> taken(SearchSetup const& setup) {
    std::map<std::string, int> counts;
    auto room = static_cast<int>(kMostParts);
    for (auto const& row : part_classes()) {
        counts[row.id] = std::min(count_of(setup, row), room);
        room -= counts[row.id];
    }
    return counts;
}

bool has_spare(SearchSetup const& setup, Part const& part) {
    if (part.class_id == "psu") return setup.spare_psu;
    return part.class_id == "dimm" && asks_for_dimm(setup) && setup.spare_dimm;
}

int count_in(SearchSetup const& setup, std::string const& class_id) {
    auto const* const row = find_class(class_id);
    return row == nullptr ? 0 : count_of(setup, *row);
}

}  // namespace

std::map<std::string, int> counts_seen(Snapshot const& seen) {
    std::map<std::string, int> counts;
    if (seen.memory.source == MemorySource::smbios) {
        counts["dimm"] = static_cast<int>(std::count_if(
            seen.memory.modules.begin(), seen.memory.modules.end(),
            [](MemoryModule const& module) { return module.size_mib.value_or(0) > 0; }));
    }
    for (auto const& drive : seen.storage.drives) {
        if (drive.kind == DriveKind::nvme) ++counts["nvme"];
        if (drive.kind == DriveKind::sata_ssd || drive.kind == DriveKind::sata_hdd)
            ++counts["sata"];
    }
    for (auto const& function : seen.pcie.functions) {
        if (is_card_gpu(seen.pcie, function)) ++counts["gpu"];
    }
    return counts;
}

int least_of(PartClass const& row) {
    return row.always_there || row.one_must_stay ? 1 : 0;
}

int most_of(PartClass const& row) {
    return row.always_there ? 1 : kMostOfAClass;
}

int count_of(SearchSetup const& setup, PartClass const& row) {
    auto const found = setup.counts.find(row.id);
    return std::clamp(found == setup.counts.end() ? 0 : found->second, least_of(row), most_of(row));
}

std::vector<Part> parts_of(SearchSetup const& setup) {
    std::vector<Part> parts;
    auto const room = taken(setup);
    for (auto const& row : part_classes()) {
        auto const name = translate(row.name);
        bool const several = count_of(setup, row) > 1;
        for (int number = 1; number <= room.at(row.id); ++number) {
            parts.push_back({.id = fmt::format("{}-{}", row.id, number),
                             .name = several ? fmt::format("{} {}", name, number) : name,
                             .class_id = row.id,
                             .spare = false,
                             .changed = false,
                             .cannot = false});
        }
    }
    return parts;
}

int left_out(SearchSetup const& setup, PartClass const& row) {
    return count_of(setup, row) - taken(setup).at(row.id);
}

std::string left_out_text(PartClass const& row, int count) {
    return fill_in(_("A search takes {} parts: {} x {} is left out. Unplug what is left out for "
                     "the whole search, or its fault is not found."),
                   kMostParts, count, translate(row.name));
}

bool asks_for_card(SearchSetup const& setup) {
    return count_in(setup, "gpu") > 0;
}

bool asks_for_dimm(SearchSetup const& setup) {
    return count_in(setup, "dimm") < 2;
}

std::vector<ChanceRow> chance_rows() {
    return {{_("every time"), 1.0},          {_("most times"), 0.7},
            {_("about half the time"), 0.5}, {_("one time in four"), 0.25},
            {_("less often"), 0.1},          {_("I do not know"), std::nullopt}};
}

std::optional<double> chance_said(Session const& session) {
    return guides::told_chance(guides::all_guides(), answers_to(session, session.last_guide));
}

std::vector<std::string> evidence_said(Session const& session) {
    return guides::told_evidence(guides::all_guides(), answers_to(session, session.last_guide));
}

SearchSetup first_setup(Session const& session, Snapshot const* seen) {
    SearchSetup setup;
    if (seen != nullptr) setup.counts = counts_seen(*seen);
    auto const said = chance_said(session);
    for (auto const& row : chance_rows()) {
        if (said && said == row.chance) setup.told_chance = said;
    }
    setup.evidence = evidence_said(session);
    return setup;
}

Search make_search(SearchSetup const& setup) {
    // A try has to be watched a little longer than the trouble takes to show.
    constexpr double kLonger = 1.2;
    constexpr double kShortestWatch = 2;
    constexpr double kLongestWatch = 720;
    Search search;
    search.parts = parts_of(setup);
    for (auto& part : search.parts) {
        part.spare = has_spare(setup, part);
        part.changed =
            std::find(setup.changed.begin(), setup.changed.end(), part.id) != setup.changed.end();
    }
    search.told_chance = setup.told_chance;
    search.watch_minutes =
        std::clamp(kLonger * setup.minutes_to_fail, kShortestWatch, kLongestWatch);
    search.evidence = setup.evidence;
    if (asks_for_card(setup) && !setup.runs_without_card) search.one_stays.emplace_back("gpu");
    return search;
}

}  // namespace rigcheck
