#include "wizard/screens/sensors.hpp"

#include <fmt/format.h>

#include <array>

#include "checklists/rules/sensors_belief.hpp"

namespace rigcheck {
namespace {

std::string value_text(SensorFeature const& feature) {
    if (!feature.value) return {};
    switch (feature.kind) {
        case SensorKind::voltage:
            return fmt::format("{:.2f} V", *feature.value);
        case SensorKind::fan:
            return fmt::format("{:.0f} rpm", *feature.value);
        case SensorKind::temperature:
            return fmt::format("{:.1f} °C", *feature.value);
        case SensorKind::power:
            return fmt::format("{:.1f} W", *feature.value);
        case SensorKind::current:
            return fmt::format("{:.2f} A", *feature.value);
        default:
            return fmt::format("{:.1f} {}", *feature.value, feature.unit);
    }
}

std::string limits_text(Belief const& belief) {
    std::string text;
    if (belief.max) text += fmt::format("max {:.0f} °C", *belief.max);
    if (belief.crit)
        text += fmt::format("{}crit {:.0f} °C", text.empty() ? "" : ", ", *belief.crit);
    return text;
}

}  // namespace

SensorScreen sensor_screen(Snapshot const& snapshot) {
    constexpr std::array kKinds{SensorKind::temperature, SensorKind::fan, SensorKind::voltage,
                                SensorKind::power, SensorKind::current};
    SensorScreen screen;
    for (auto const kind : kKinds) {
        for (auto const& belief : believe(snapshot, kind)) {
            if (!belief.feature->value) continue;
            screen.rows.push_back({.chip = belief.chip->name,
                                   .label = belief.feature->label,
                                   .value = value_text(*belief.feature),
                                   .limits = limits_text(belief),
                                   .doubt = belief.doubt});
        }
    }
    for (auto const& chip : snapshot.sensors.chips) {
        if (chip.asleep) screen.asleep.push_back(chip.name);
    }
    return screen;
}

}  // namespace rigcheck
