#include <array>

#include "checklists/rules/rules.hpp"
#include "checklists/rules/sensors_checks.hpp"

namespace rigcheck {
namespace {

struct SensorRule {
    char const* id;
    Verdicts (*rule)(Snapshot const&, Expectations const&);
};

constexpr std::array kRules{SensorRule{"sensors.cpu-temperature", &cpu_temperature_rules},
                            SensorRule{"sensors.drive-temperature", &drive_temperature_rules},
                            SensorRule{"sensors.fan-stopped", &fan_rules},
                            SensorRule{"sensors.rail-voltage", &rail_rules},
                            SensorRule{"sensors.no-board-sensors", &board_sensor_rules},
                            SensorRule{"sensors.throttling", &throttling_rules}};

}  // namespace

std::optional<double> load_share(Snapshot const& snapshot) {
    auto const threads = snapshot.platform.cpu.threads;
    if (!snapshot.sensors.load_1min || !threads || *threads < 1) return std::nullopt;
    return *snapshot.sensors.load_1min / *threads;
}

Verdicts sensors_rules(Snapshot const& snapshot, Expectations const& expectations) {
    Verdicts verdicts;
    for (auto const& rule : kRules) {
        if (snapshot.platform.virtualization) {
            verdicts.push_back(verdict_of(rule.id, "sensors", State::not_applicable, "virtual"));
            continue;
        }
        for (auto& verdict : rule.rule(snapshot, expectations)) {
            verdicts.push_back(std::move(verdict));
        }
    }
    return verdicts;
}

}  // namespace rigcheck
