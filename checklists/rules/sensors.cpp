#include <array>

#include "checklists/rules/pcie_subject.hpp"
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

Verdict sensor_verdict(char const* id, std::string subject, State state, char const* words) {
    Verdict verdict;
    verdict.id = id;
    verdict.subject = std::move(subject);
    verdict.state = state;
    verdict.words = words;
    if (state == State::unknown) verdict.confidence = 0;
    return verdict;
}

void fail_sensor(Verdict& verdict, char const* words, double confidence, Severity severity) {
    verdict.state = State::fail;
    verdict.words = words;
    verdict.confidence = confidence;
    verdict.severity = severity;
}

bool is_portable_machine(Snapshot const& snapshot) {
    return is_portable(snapshot.platform);
}

std::optional<double> load_share(Snapshot const& snapshot) {
    auto const threads = snapshot.platform.cpu.threads;
    if (!snapshot.sensors.load_1min || !threads || *threads < 1) return std::nullopt;
    return *snapshot.sensors.load_1min / *threads;
}

Verdicts sensors_rules(Snapshot const& snapshot, Expectations const& expectations) {
    Verdicts verdicts;
    for (auto const& rule : kRules) {
        if (snapshot.platform.virtualization) {
            verdicts.push_back(
                sensor_verdict(rule.id, "sensors", State::not_applicable, "virtual"));
            continue;
        }
        for (auto& verdict : rule.rule(snapshot, expectations)) {
            verdicts.push_back(std::move(verdict));
        }
    }
    return verdicts;
}

}  // namespace rigcheck
