// history.thermal-shutdown, history.machine-check, history.watchdog and history.pcie-errors: what
// the hardware said of the last run.
#include <algorithm>

#include "checklists/rules/history_checks.hpp"
#include "checklists/rules/sensors_belief.hpp"

namespace rigcheck {
namespace {

using causes::Signs;

causes::Told const* told_yes(Signs const& signs, char const* sign) {
    auto const at = signs.find(sign);
    return at == signs.end() || !at->second.yes ? nullptr : &at->second;
}

// G2: boards fill the firmware's zone with a fixed number.
bool is_fixed_zone(Snapshot const& snapshot, std::string const& zone) {
    auto const temperatures = believe(snapshot, SensorKind::temperature);
    return std::any_of(temperatures.begin(), temperatures.end(), [&](Belief const& belief) {
        return !belief.doubt.empty() && belief.chip->name.starts_with(zone);
    });
}

}  // namespace

Verdicts thermal_shutdown_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "history.thermal-shutdown";
    auto const signs = causes::signs_of(snapshot, {});
    auto verdict = nothing_found(snapshot, kId);
    if (auto const* const trip = told_yes(signs, "reset-thermal")) {
        verdict.evidence = {trip->by};
        settle_fail(verdict, "hardware", 0.95);
        return {verdict};
    }
    auto const* const shutdown = told_yes(signs, "os-thermal");
    if (shutdown == nullptr) return {verdict};
    verdict.evidence = {shutdown->by};
    auto const lines = recent_lines(snapshot, "thermal-shutdown");
    auto const zone = lines.empty() ? std::string("?") : named(*lines.front(), "zone");
    verdict.values["zone"] = zone;
    if (is_fixed_zone(snapshot, zone)) {
        verdict.state = State::unknown;
        verdict.words = "odd-zone";
    } else {
        settle_fail(verdict, "kernel", 0.95);
    }
    return {verdict};
}

Verdicts machine_check_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "history.machine-check";
    auto verdict = nothing_found(snapshot, kId);
    auto const signs = causes::signs_of(snapshot, {});
    auto corrected = recent_lines(snapshot, "machine-check-corrected");
    auto const memory = recent_lines(snapshot, "edac-corrected");
    corrected.insert(corrected.end(), memory.begin(), memory.end());
    if (auto const* const error = told_yes(signs, "machine-check")) {
        verdict.evidence = {error->by};
        settle_fail(verdict, "uncorrected", 0.95);
    } else if (auto const* const flood = told_yes(signs, "reset-sync-flood")) {
        verdict.evidence = {flood->by};
        settle_fail(verdict, "uncorrected", 0.9);
    } else if (!corrected.empty()) {
        add_lines(verdict, corrected);
        verdict.values["count"] = std::to_string(corrected.size());
        settle_fail(verdict, "corrected", 0.9, Severity::notice);
    }
    return {verdict};
}

Verdicts watchdog_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "history.watchdog";
    auto verdict = nothing_found(snapshot, kId);
    auto const signs = causes::signs_of(snapshot, {});
    auto lockups = recent_lines(snapshot, "hard-lockup");
    auto const soft = recent_lines(snapshot, "soft-lockup");
    lockups.insert(lockups.end(), soft.begin(), soft.end());
    if (auto const* const reset = told_yes(signs, "watchdog")) {
        verdict.evidence = {reset->by};
        settle_fail(verdict, "reset", 0.95);
    } else if (!lockups.empty()) {
        add_lines(verdict, lockups);
        settle_fail(verdict, "lockup", 0.9, Severity::notice);
    }
    return {verdict};
}

Verdicts pcie_errors_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "history.pcie-errors";
    auto verdict = nothing_found(snapshot, kId);
    auto lines = recent_lines(snapshot, "aer-fatal");
    auto const nonfatal = recent_lines(snapshot, "aer-nonfatal");
    lines.insert(lines.end(), nonfatal.begin(), nonfatal.end());
    if (lines.empty()) return {verdict};
    add_lines(verdict, lines);
    verdict.values["address"] = named(*lines.front(), "address");
    settle_fail(verdict, "uncorrected", 0.9);
    return {verdict};
}

}  // namespace rigcheck
