#include "checklists/rules/sensors_opinions.hpp"

#include <algorithm>
#include <array>

#include "checklists/knowledge/cpu_temperature_limits.hpp"
#include "checklists/rules/sensors_belief.hpp"

namespace rigcheck {
namespace {

using blackbox::Trust;

bool has_tdie(SensorChip const& chip) {
    return std::any_of(chip.features.begin(), chip.features.end(),
                       [](SensorFeature const& feature) { return feature.label == "Tdie"; });
}

// G12: Tctl stands some degrees above Tdie where a chip has both, and then says nothing of limits.
std::optional<double> limit_of(Belief const& belief, CpuTemperatureLimits const* known) {
    if (!is_processor_chip(*belief.chip)) return belief.crit;
    if (belief.feature->label == "Tctl" && has_tdie(*belief.chip)) return std::nullopt;
    if (belief.crit) return belief.crit;
    return known == nullptr ? std::nullopt : std::optional(known->limit_c);
}

}  // namespace

record::Opinions sensor_opinions(Platform const& platform, std::vector<SensorChip> const& chips) {
    Snapshot snapshot;
    snapshot.platform = platform;
    snapshot.sensors.chips = chips;
    auto const* const known = find_cpu_limits(platform.cpu.model.value_or(""));
    record::Opinions opinions;
    for (auto const kind : {SensorKind::temperature, SensorKind::fan, SensorKind::voltage,
                            SensorKind::power, SensorKind::current}) {
        for (auto const& belief : believe(snapshot, kind)) {
            record::Opinion opinion;
            opinion.trust = belief.value ? Trust::good : Trust::doubtful;
            if (kind == SensorKind::temperature) opinion.limit = limit_of(belief, known);
            if (kind == SensorKind::voltage) {
                opinion.nominal = nominal_voltage(*belief.feature);
                // A core's voltage is no rail to be judged, and no less true for that.
                if (!opinion.nominal) opinion.trust = Trust::unknown;
            }
            opinions[{belief.chip->name, belief.feature->name}] = opinion;
        }
    }
    return opinions;
}

}  // namespace rigcheck
