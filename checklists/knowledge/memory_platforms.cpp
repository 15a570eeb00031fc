#include "checklists/knowledge/memory_platforms.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/name_pattern.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

using Patterns = std::vector<NamePattern>;

struct FarSlots {
    Patterns boards;
    std::vector<std::string> types;
};

struct Platforms {
    std::vector<FarSlots> far_slots;
    Patterns retail, free_speed, ecc;
    std::map<std::string, std::vector<int>, std::less<>> speeds;
    std::map<std::string, int, std::less<>> largest;
    std::map<std::uint32_t, int> stolen;
};

Patterns patterns(Json const& list) {
    Patterns found;
    for (auto const& text : list) found.push_back(pattern_inside(text.get<std::string>()));
    return found;
}

Platforms load_platforms() {
    auto const json = Json::parse(knowledge("memory-platforms.json"));
    Platforms all;
    for (auto const& row : json.at("far_slots_first")) {
        all.far_slots.push_back(
            {patterns(row.at("boards")), row.at("types").get<std::vector<std::string>>()});
    }
    all.retail = patterns(json.at("retail_vendors"));
    all.free_speed = patterns(json.at("free_speed_boards").at("patterns"));
    all.ecc = patterns(json.at("ecc_processors").at("patterns"));
    for (auto const& [type, speeds] : json.at("standard_speeds_mts").items()) {
        if (speeds.is_array()) all.speeds[type] = speeds.get<std::vector<int>>();
    }
    for (auto const& [type, size] : json.at("largest_stick_gib").items()) {
        if (size.is_number()) all.largest[type] = size.get<int>();
    }
    for (auto const& [vendor, size] : json.at("stolen_by_graphics_gib").items()) {
        if (size.is_number()) {
            Hex<4> id;
            read_json(Json(vendor), id);
            all.stolen[id.value] = size.get<int>();
        }
    }
    return all;
}

Platforms const& platforms() {
    static Platforms const all = load_platforms();
    return all;
}

bool any(Patterns const& list, std::string_view text) {
    return std::any_of(list.begin(), list.end(),
                       [&](NamePattern const& pattern) { return pattern.match(text); });
}

}  // namespace

bool far_slots_first(std::string_view board_vendor, std::string_view board,
                     std::string_view memory_type) {
    auto const& rows = platforms().far_slots;
    return any(platforms().retail, board_vendor) &&
           std::any_of(rows.begin(), rows.end(), [&](FarSlots const& row) {
               return any(row.boards, board) &&
                      std::find(row.types.begin(), row.types.end(), memory_type) != row.types.end();
           });
}

bool free_memory_speed(std::string_view board) {
    return any(platforms().free_speed, board);
}

bool expects_ecc(std::string_view cpu) {
    return any(platforms().ecc, cpu);
}

std::vector<int> standard_speeds_mts(std::string_view memory_type) {
    auto const found = platforms().speeds.find(memory_type);
    return found == platforms().speeds.end() ? std::vector<int>{} : found->second;
}

std::optional<int> largest_stick_gib(std::string_view memory_type) {
    auto const found = platforms().largest.find(memory_type);
    if (found == platforms().largest.end()) return std::nullopt;
    return found->second;
}

std::int64_t stolen_by_graphics_mib(std::uint32_t vendor) {
    auto const found = platforms().stolen.find(vendor);
    return found == platforms().stolen.end() ? 0 : std::int64_t{found->second} * 1024;
}

}  // namespace rigcheck
