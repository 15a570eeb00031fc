#include "wizard/screens/sensors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "checklists/rules/sensors_belief.hpp"

namespace rigcheck {
namespace {

std::string limits_text(Belief const& belief) {
    std::string text;
    if (belief.max) text += fmt::format("max {:.0f} °C", *belief.max);
    if (belief.crit)
        text += fmt::format("{}crit {:.0f} °C", text.empty() ? "" : ", ", *belief.crit);
    return text;
}

// Chips in the order in which they show first; of each its rows as they came.
void put_chips_together(std::vector<SensorRow>& rows) {
    std::map<std::string, std::size_t> place;
    for (auto const& row : rows) place.emplace(row.chip, place.size());
    std::stable_sort(rows.begin(), rows.end(), [&](SensorRow const& a, SensorRow const& b) {
        return place.at(a.chip) < place.at(b.chip);
    });
}

}  // namespace

std::string sensor_value(SensorKind kind, double value) {
    switch (kind) {
        case SensorKind::voltage:
            return fmt::format("{:.2f} V", value);
        case SensorKind::fan:
            return fmt::format("{:.0f} rpm", value);
        case SensorKind::temperature:
            return fmt::format("{:.1f} °C", value);
        case SensorKind::power:
            return fmt::format("{:.1f} W", value);
        case SensorKind::current:
            return fmt::format("{:.2f} A", value);
        default:
            return fmt::format("{:.1f}", value);
    }
}

SensorScreen sensor_screen(Snapshot const& snapshot) {
    constexpr std::array kKinds{SensorKind::temperature, SensorKind::fan, SensorKind::voltage,
                                SensorKind::power, SensorKind::current};
    SensorScreen screen;
    for (auto const kind : kKinds) {
        for (auto const& belief : believe(snapshot, kind)) {
            if (!belief.feature->value) continue;
            screen.rows.push_back({.chip = belief.chip->name,
                                   .name = belief.feature->name,
                                   .kind = kind,
                                   .believed = belief.value,
                                   .max = belief.max,
                                   .crit = belief.crit,
                                   .label = belief.feature->label,
                                   .value = sensor_value(kind, *belief.feature->value),
                                   .limits = limits_text(belief),
                                   .doubt = belief.doubt});
        }
    }
    put_chips_together(screen.rows);
    for (auto const& chip : snapshot.sensors.chips) {
        if (chip.asleep) screen.asleep.push_back(chip.name);
    }
    return screen;
}

}  // namespace rigcheck
