// sensors.fan-stopped, sensors.rail-voltage, sensors.no-board-sensors: what the board's own chip
// says, or why it says nothing.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checklists/knowledge/board_sensors.hpp"
#include "checklists/rules/pcie_subject.hpp"
#include "checklists/rules/sensors_checks.hpp"

namespace rigcheck {
namespace {

constexpr double kHot = 60;  // °C: with a fan that turns no processor is so hot at rest

bool is_graphics(SensorChip const& chip) {
    constexpr std::array kPrefixes{"amdgpu", "radeon", "nouveau", "i915", "xe"};
    return std::find(kPrefixes.begin(), kPrefixes.end(), chip.prefix) != kPrefixes.end();
}

bool contains(std::vector<std::string> const& names, std::string const& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// The same fan turned in an earlier snapshot.
bool turned_before(Expectations const& expectations, Belief const& fan) {
    if (!expectations.baseline) return false;
    auto const before = believe(*expectations.baseline, SensorKind::fan);
    return std::any_of(before.begin(), before.end(), [&](Belief const& then) {
        return then.chip->name == fan.chip->name && then.feature->name == fan.feature->name &&
               then.value.value_or(0) > 0;
    });
}

// Zero turns are information: nothing may be connected, or the fan may rest. They are a fault of
// the processor's fan where the processor is hot and no other fan turns, or this one did before.
Verdict judge_fans(Snapshot const& snapshot, Expectations const& expectations) {
    auto verdict = verdict_of("sensors.fan-stopped", "fans", State::unknown, "no-fans");
    auto const processor = processor_temperature(snapshot);
    bool const hot = processor && *processor->value > kHot;
    std::optional<Belief> stopped;
    int turning = 0;
    int read = 0;
    for (auto const& fan : believe(snapshot, SensorKind::fan)) {
        if (!fan.value || is_graphics(*fan.chip)) continue;
        ++read;
        verdict.evidence.push_back({source_of(fan), fmt::format("{:.0f} rpm", *fan.value)});
        if (*fan.value > 0) ++turning;
        bool const worse = is_processor_fan(*fan.feature) && *fan.value == 0 &&
                           (!stopped || turned_before(expectations, fan));
        if (worse) stopped = fan;
    }
    if (read == 0) return verdict;
    verdict.values["turning"] = std::to_string(turning);
    bool const before = stopped && turned_before(expectations, *stopped);
    if (stopped && hot && (turning == 0 || before)) {
        verdict.values["fan"] = stopped->feature->label;
        verdict.values["temperature"] = fmt::format("{:.0f}", *processor->value);
        verdict.evidence.push_back(
            {source_of(*processor), fmt::format("{:.0f} °C", *processor->value)});
        settle_fail(verdict, before ? "stopped-since" : "stopped", before ? 0.9 : 0.85,
                    Severity::critical);
        return verdict;
    }
    if (turning == 0) {
        verdict.words = "all-zero";
        return verdict;
    }
    verdict.state = State::pass;
    verdict.confidence = 0.9;
    verdict.words = "turning";
    return verdict;
}

// A power supply that reports for itself is an instrument; a board's chip is 2 or 3 % off.
bool is_power_supply(SensorChip const& chip) {
    return chip.prefix.starts_with("corsairpsu");
}

Verdict judge_rail(Belief const& rail) {
    auto const nominal = *nominal_voltage(*rail.feature);
    auto const off = (*rail.value - nominal) / nominal;
    auto verdict = verdict_of("sensors.rail-voltage", rail.feature->label, State::pass, "fine");
    verdict.confidence = is_power_supply(*rail.chip) ? 0.95 : 0.8;
    verdict.values = {{"rail", rail.feature->label},
                      {"volts", fmt::format("{:.2f}", *rail.value)},
                      {"off", fmt::format("{:+.0f}", off * 100)}};
    verdict.evidence = {{source_of(rail), fmt::format("{:.2f} V", *rail.value)}};
    double const distance = off < 0 ? -off : off;
    if (distance <= 0.05) return verdict;  // ATX12V design guide: +/- 5 %
    if (!is_power_supply(*rail.chip)) {
        settle_fail(verdict, "board-says-off", 0.8, Severity::notice);
    } else if (distance <= 0.1) {
        settle_fail(verdict, "off", 0.9, Severity::warning);
    } else {
        settle_fail(verdict, "far-off", 0.95, Severity::critical);
    }
    return verdict;
}

// A chip of the board that counts fans.
bool has_board_fans(Snapshot const& snapshot) {
    auto const fans = believe(snapshot, SensorKind::fan);
    return std::any_of(fans.begin(), fans.end(), [](Belief const& fan) {
        return !is_graphics(*fan.chip) && !is_power_supply(*fan.chip);
    });
}

char const* words_for(Sensors const& sensors, BoardSensors const& board) {
    if (!board.module) return "not-in-kernel";
    if (contains(sensors.modules_loaded, *board.module)) return "loaded-in-vain";
    if (!contains(sensors.modules_missing, *board.module)) return "module-absent";
    if (!board.option.empty()) return board.sure ? "module-option" : "module-option-likely";
    return board.sure ? "module" : "module-likely";
}

}  // namespace

Verdicts fan_rules(Snapshot const& snapshot, Expectations const& expectations) {
    return {judge_fans(snapshot, expectations)};
}

Verdicts rail_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    for (auto const& rail : believe(snapshot, SensorKind::voltage)) {
        if (rail.value) verdicts.push_back(judge_rail(rail));
    }
    if (verdicts.empty()) {
        verdicts.push_back(verdict_of("sensors.rail-voltage", "rails", State::unknown, "no-rails"));
    }
    return verdicts;
}

Verdicts board_sensor_rules(Snapshot const& snapshot, Expectations const&) {
    constexpr char const* kId = "sensors.no-board-sensors";
    if (is_portable(snapshot.platform)) {
        return {verdict_of(kId, "board", State::not_applicable, "portable")};
    }
    if (has_board_fans(snapshot)) return {verdict_of(kId, "board", State::pass, "seen")};
    auto const* const board = find_board_sensors(snapshot.platform);
    if (board == nullptr) {
        return {verdict_of(kId, "board", State::unknown, "unknown-board")};
    }
    auto const* const words = words_for(snapshot.sensors, *board);
    auto verdict = verdict_of(kId, "board", State::unknown, words);
    verdict.values = {{"board", snapshot.platform.board.value_or("")},
                      {"chip", board->chip},
                      {"module", board->module.value_or("")},
                      {"option", board->option}};
    verdict.evidence = {{"/sys/class/dmi/id/board_name", verdict.values["board"]},
                        {"rigcheck's table of boards", board->chip},
                        {"/sys/class/hwmon", "no chip that counts fans"}};
    // Nothing is wrong with the machine; it only could tell more. Guesses stay questions.
    bool const named = contains(snapshot.sensors.modules_missing, verdict.values["module"]);
    if (named && board->sure) settle_fail(verdict, words, 0.85, Severity::notice);
    return {verdict};
}

}  // namespace rigcheck
