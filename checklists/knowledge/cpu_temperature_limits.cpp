#include "checklists/knowledge/cpu_temperature_limits.hpp"

#include <algorithm>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/name_pattern.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct Row {
    CpuTemperatureLimits limits;
    NamePattern pattern;
};

std::vector<Row> load() {
    std::vector<CpuTemperatureLimits> limits;
    read_json(Json::parse(knowledge("cpu-temperature-limits.json")).at("limits"), limits,
              "cpu-temperature-limits.json limits");
    std::vector<Row> rows;
    rows.reserve(limits.size());
    for (auto const& limit : limits) rows.push_back({limit, pattern_inside(limit.cpu)});
    return rows;
}

}  // namespace

CpuTemperatureLimits const* find_cpu_limits(std::string const& model) {
    static std::vector<Row> const rows = load();
    auto const found = std::find_if(rows.begin(), rows.end(),
                                    [&](Row const& row) { return row.pattern.match(model); });
    return found == rows.end() ? nullptr : &found->limits;
}

}  // namespace rigcheck
