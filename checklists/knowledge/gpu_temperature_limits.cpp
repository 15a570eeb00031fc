#include "checklists/knowledge/gpu_temperature_limits.hpp"

#include <algorithm>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct Row {
    std::string vendor;
    double slowdown_c = 0, shutdown_c = 0;

    static constexpr auto fields() {
        return field_list(field("vendor", &Row::vendor), field("slowdown_c", &Row::slowdown_c),
                          field("shutdown_c", &Row::shutdown_c));
    }
};

std::vector<Row> load() {
    std::vector<Row> rows;
    read_json(Json::parse(knowledge("gpu-temperature-limits.json")).at("limits"), rows,
              "gpu-temperature-limits.json limits");
    return rows;
}

// A limit outside this range is a register that was never filled.
bool plausible(std::optional<double> limit) {
    return limit && *limit >= 60 && *limit <= 130;
}

}  // namespace

std::optional<GpuTemperatureLimits> temperature_limits(Gpu const& gpu) {
    static std::vector<Row> const rows = load();
    if (plausible(gpu.slowdown_c) && plausible(gpu.shutdown_c) &&
        *gpu.slowdown_c <= *gpu.shutdown_c) {
        return GpuTemperatureLimits{*gpu.slowdown_c, *gpu.shutdown_c, true};
    }
    auto const row = std::find_if(rows.begin(), rows.end(),
                                  [&](Row const& r) { return r.vendor == gpu.vendor; });
    if (row == rows.end()) return std::nullopt;
    return GpuTemperatureLimits{row->slowdown_c, row->shutdown_c, false};
}

}  // namespace rigcheck
