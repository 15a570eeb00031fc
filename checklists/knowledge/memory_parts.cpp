#include "checklists/knowledge/memory_parts.hpp"

#include <charconv>
#include <map>
#include <string>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/name_pattern.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct Parts {
    std::vector<NamePattern> patterns;
    std::map<std::string, int> codes;
};

Parts load_parts() {
    auto const json = Json::parse(knowledge("memory-parts.json"));
    Parts parts;
    read_json(json.at("codes"), parts.codes);
    for (auto const& row : json.at("rows")) {
        parts.patterns.emplace_back(row.at("pattern").get<std::string>());
    }
    return parts;
}

std::optional<int> speed_of(NamePattern::Captures const& captures,
                            std::map<std::string, int> const& codes) {
    if (auto const code = captures.find("short"); code != captures.end()) {
        auto const speed = codes.find(code->second);
        if (speed == codes.end()) return std::nullopt;
        return speed->second;
    }
    auto const& digits = captures.at("rating");
    int speed = 0;
    auto const result = std::from_chars(digits.data(), digits.data() + digits.size(), speed);
    bool const sane = result.ec == std::errc{} && speed >= 1066 && speed <= 12000;
    if (!sane) return std::nullopt;
    return speed;
}

}  // namespace

std::optional<int> rated_speed_mts(std::string_view part_number) {
    static Parts const parts = load_parts();
    for (auto const& pattern : parts.patterns) {
        if (auto const captures = pattern.match(part_number)) {
            if (auto const speed = speed_of(*captures, parts.codes)) return speed;
        }
    }
    return std::nullopt;
}

}  // namespace rigcheck
