#include "checklists/rules/sensors_belief.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "checklists/knowledge/sensor_gates.hpp"

namespace rigcheck {
namespace {

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

bool starts_with_any(std::string_view text, std::vector<std::string> const& starts) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](std::string const& start) { return text.starts_with(start); });
}

bool has_processor_chip(Snapshot const& snapshot) {
    auto const& chips = snapshot.sensors.chips;
    return std::any_of(chips.begin(), chips.end(), is_processor_chip);
}

// G7: three inputs of a board chip that read exactly the same are not three sensors.
bool is_stuck_group(SensorChip const& chip, SensorFeature const& feature) {
    if (is_processor_chip(chip)) return false;
    auto const same =
        std::count_if(chip.features.begin(), chip.features.end(), [&](SensorFeature const& other) {
            return other.kind == SensorKind::temperature && other.value == feature.value;
        });
    auto const twins =
        std::count_if(chip.features.begin(), chip.features.end(), [&](SensorFeature const& other) {
            return other.kind == feature.kind && other.label == feature.label;
        });
    return same >= 3 || twins > 1;
}

std::string doubt_temperature(Snapshot const& snapshot, SensorChip const& chip,
                              SensorFeature const& feature) {
    auto const& gates = sensor_gates();
    auto const label = upper(feature.label);
    if (feature.fault == true) return "the chip reports nothing connected";
    if (starts_with_any(chip.prefix, gates.distrusted_chips)) return "made up by firmware";  // G2
    for (auto const open : gates.open_inputs_c) {                                            // G3
        if (std::abs(*feature.value - open) < 0.05) return "open input";
    }
    if (*feature.value < gates.limit_lowest_c || *feature.value > gates.limit_highest_c) {
        return "not possible";
    }
    if (starts_with_any(feature.label, gates.distrusted_labels)) return "unconnected input";  // G4
    bool const cpu_input = starts_with_any(label, gates.processor_inputs);
    if (cpu_input && has_processor_chip(snapshot)) return "the processor measures better";
    if (is_stuck_group(chip, feature)) return "same as its neighbours";  // G7
    return {};
}

std::string doubt_fan(SensorFeature const& feature) {
    auto const& gates = sensor_gates();
    bool const odd = *feature.value != 0 && (*feature.value < gates.fan_lowest_rpm ||
                                             *feature.value > gates.fan_highest_rpm);
    return odd ? "not possible" : "";  // G9
}

std::string doubt_voltage(SensorFeature const& feature) {
    auto const nominal = nominal_voltage(feature);
    if (!nominal) return "no rail is named";
    bool const scaled = std::abs(*feature.value - *nominal) <= *nominal * sensor_gates().rail_share;
    return scaled ? "" : "not scaled";  // G10
}

// G1: limits that were never set, or stand the wrong way round.
void believe_limits(Belief& belief) {
    auto const& gates = sensor_gates();
    auto const& feature = *belief.feature;
    auto const sane = [&](std::optional<double> limit) {
        return limit && *limit > 0 && *limit > gates.limit_lowest_c &&
                       *limit < gates.limit_highest_c
                   ? limit
                   : std::nullopt;
    };
    if (starts_with_any(belief.chip->prefix, gates.extremes_for_limits)) return;  // G6
    belief.max = sane(feature.max);
    belief.crit = sane(feature.crit);
    if (feature.min && feature.max && *feature.min >= *feature.max) belief.max.reset();
    if (belief.max && belief.crit && *belief.max > *belief.crit) belief.max.reset();
}

Belief believe(Snapshot const& snapshot, SensorChip const& chip, SensorFeature const& feature) {
    Belief belief;
    belief.chip = &chip;
    belief.feature = &feature;
    if (!feature.value) {
        belief.doubt = "no reading";
        return belief;
    }
    switch (feature.kind) {
        case SensorKind::temperature:
            belief.doubt = doubt_temperature(snapshot, chip, feature);
            believe_limits(belief);
            break;
        case SensorKind::fan:
            belief.doubt = doubt_fan(feature);
            break;
        case SensorKind::voltage:
            belief.doubt = doubt_voltage(feature);
            break;
        case SensorKind::intrusion:
            belief.doubt = "never connected on most boards";  // G11
            break;
        default:
            break;
    }
    if (belief.doubt.empty()) belief.value = feature.value;
    return belief;
}

}  // namespace

bool is_processor_chip(SensorChip const& chip) {
    return starts_with_any(chip.prefix, sensor_gates().processor_chips);
}

bool is_processor_fan(SensorFeature const& feature) {
    auto const label = upper(feature.label);
    auto const& names = sensor_gates().processor_fan_labels;
    return feature.kind == SensorKind::fan &&
           std::any_of(names.begin(), names.end(), [&](std::string const& name) {
               return label.find(name) != std::string::npos;
           });
}

std::optional<double> nominal_voltage(SensorFeature const& feature) {
    auto const label = upper(feature.label);
    for (auto const& rail : sensor_gates().rails) {
        auto const name = upper(rail.label);
        if (label == name || label.ends_with(" " + name)) return rail.volts;
    }
    return std::nullopt;
}

std::vector<Belief> believe(Snapshot const& snapshot, SensorKind kind) {
    std::vector<Belief> beliefs;
    for (auto const& chip : snapshot.sensors.chips) {
        for (auto const& feature : chip.features) {
            if (feature.kind == kind) beliefs.push_back(believe(snapshot, chip, feature));
        }
    }
    return beliefs;
}

std::string source_of(Belief const& belief) {
    return belief.chip->name + ", " + belief.feature->label;
}

}  // namespace rigcheck
