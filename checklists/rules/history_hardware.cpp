// history.thermal-shutdown, history.machine-check, history.watchdog and history.pcie-errors: what
// the hardware said of the last run.
#include <algorithm>

#include "checklists/causes/signs.hpp"
#include "checklists/rules/history_checks.hpp"
#include "checklists/rules/sensors_belief.hpp"

namespace rigcheck {
namespace {

// G2: boards fill the firmware's zone with a fixed number.
bool is_fixed_zone(Snapshot const& snapshot, std::string const& zone) {
    auto const temperatures = believe(snapshot, SensorKind::temperature);
    return std::any_of(temperatures.begin(), temperatures.end(), [&](Belief const& belief) {
        return !belief.doubt.empty() && belief.chip->name.starts_with(zone);
    });
}

// Errors while a run went on.
Lines uncorrected_lines(Snapshot const& snapshot) {
    auto lines = recent_lines(snapshot, {"machine-check", "edac-uncorrected"});
    std::erase_if(lines, [](LogMatch const* line) { return causes::is_of_start(*line); });
    return lines;
}

long corrected_in(Lines const& lines) {
    long sum = 0;
    for (auto const* const line : lines) sum += causes::corrected_errors(*line);
    return sum;
}

}  // namespace

Verdict thermal_shutdown(LastEnd const& end) {
    auto verdict = nothing_found(end, "history.thermal-shutdown", About::last_end);
    if (is_established(end, "thermal-trip")) {
        verdict.evidence = {*seen(end, "reset-thermal")};
        settle_fail(verdict, "hardware", 0.95);
    } else if (auto const* const alarm = seen(end, "os-thermal")) {
        auto const lines = recent_lines(end.snapshot, {"thermal-shutdown"});
        auto const zone = lines.empty() ? "?" : named(*lines.front(), "zone");
        verdict.evidence = {*alarm};
        verdict.values["zone"] = zone;
        if (is_fixed_zone(end.snapshot, zone)) {
            verdict.state = State::unknown;
            verdict.words = "odd-zone";
        } else {
            settle_fail(verdict, "kernel", 0.95);
        }
    } else if (find_suspect(end, "thermal-trip") != nullptr) {
        for (auto const* const sign : {"hot", "reset-thermal", "reset-cpu-limit"}) {
            if (auto const* const by = seen(end, sign)) verdict.evidence.push_back(*by);
        }
        verdict.state = State::unknown;
        verdict.words = "perhaps";
        verdict.confidence = 0;
        verdict.needs = "person";
    }
    return verdict;
}

Verdict machine_check(LastEnd const& end) {
    auto verdict = nothing_found(end, "history.machine-check", About::both_runs);
    auto const uncorrected = uncorrected_lines(end.snapshot);
    auto const corrected =
        recent_lines(end.snapshot, {"machine-check-corrected", "edac-corrected"});
    constexpr long kMany = 3;
    if (!uncorrected.empty()) {
        add_lines(verdict, uncorrected);
        settle_fail(verdict, "uncorrected", 0.95);
    } else if (auto const* const record = seen(end, "machine-check")) {
        verdict.evidence = {*record};
        // Or of another system in between, or one that the firmware never deletes.
        if (end.diagnosis.ended == causes::Ended::orderly) {
            verdict.state = State::unknown;
            verdict.words = "old-record";
            verdict.confidence = 0;
        } else {
            settle_fail(verdict, "uncorrected", 0.9);
        }
    } else if (auto const* const flood = seen(end, "reset-sync-flood");
               flood != nullptr && is_established(end, "hardware-error")) {
        verdict.evidence = {*flood};
        settle_fail(verdict, "uncorrected", 0.9);
    } else if (corrected_in(corrected) >= kMany) {
        add_lines(verdict, corrected);
        verdict.values["count"] = std::to_string(corrected_in(corrected));
        settle_fail(verdict, "corrected", 0.9);
    }
    return verdict;
}

Verdict watchdog(LastEnd const& end) {
    auto verdict = nothing_found(end, "history.watchdog", About::last_end);
    auto const lockups = recent_lines(end.snapshot, {"hard-lockup", "soft-lockup"});
    if (is_established(end, "watchdog")) {
        auto const* const by = seen(end, "watchdog");
        verdict.evidence = {by != nullptr ? *by : *seen(end, "reset-watchdog")};
        settle_fail(verdict, "reset", 0.95);
    } else if (!lockups.empty() && !end.snapshot.platform.virtualization) {
        // A guest also hangs while its host does not let it run.
        add_lines(verdict, lockups);
        settle_fail(verdict, "lockup", 0.9);
    }
    return verdict;
}

Verdict pcie_errors(LastEnd const& end) {
    auto verdict = nothing_found(end, "history.pcie-errors", About::both_runs);
    constexpr std::size_t kMany = 3;
    auto const is_none = [&](LogMatch const* line) {
        return is_external(end.snapshot, named(*line, "address")) ||
               // Looking for devices that are not there ends in errors, too.
               (line->signature == "aer-nonfatal" && causes::is_of_start(*line));
    };
    auto fatal = recent_lines(end.snapshot, {"aer-fatal"});
    auto nonfatal = recent_lines(end.snapshot, {"aer-nonfatal"});
    std::erase_if(fatal, is_none);
    std::erase_if(nonfatal, is_none);
    auto const& lines = fatal.empty() ? nonfatal : fatal;
    if (fatal.empty() && nonfatal.size() < kMany) return verdict;
    add_lines(verdict, lines);
    verdict.values["address"] = named(*lines.front(), "address");
    settle_fail(verdict, fatal.empty() ? "nonfatal" : "fatal", 0.9);
    return verdict;
}

}  // namespace rigcheck
