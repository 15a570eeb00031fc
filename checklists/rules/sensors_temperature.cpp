// sensors.cpu-temperature and sensors.drive-temperature. One reading is not a plateau, and heat
// means nothing without the load: at full load many processors work at their limit by design.
#include <fmt/format.h>

#include <algorithm>

#include "checklists/knowledge/cpu_temperature_limits.hpp"
#include "checklists/rules/pcie_subject.hpp"
#include "checklists/rules/sensors_checks.hpp"

namespace rigcheck {
namespace {

constexpr double kAtRest = 0.1, kBusy = 0.5;             // share of the logical processors
constexpr double kNearLimit = 3, kNearLimitAtRest = 10;  // K

std::string degrees(double value) {
    return fmt::format("{:.0f}", value);
}

// The chip's own limit (coretemp: TjMax), or the table's.
std::optional<double> processor_limit(Belief const& reading, CpuTemperatureLimits const* known) {
    if (reading.crit && *reading.crit >= 60 && *reading.crit <= 120) return reading.crit;
    return known == nullptr ? std::nullopt : std::optional(known->limit_c);
}

void judge_at_rest(Verdict& verdict, double value, double limit,
                   CpuTemperatureLimits const* known) {
    double const rest = known == nullptr ? 75 : known->idle_c;
    if (value >= limit - kNearLimit) {
        settle_fail(verdict, "limit-at-rest", 0.9, Severity::critical);
    } else if (value >= limit - kNearLimitAtRest) {
        settle_fail(verdict, "hot-at-rest", 0.85, Severity::warning);
    } else if (value > rest) {
        settle_fail(verdict, "warm-at-rest", 0.8, Severity::notice);
    }
}

Verdict judge_processor(Snapshot const& snapshot) {
    auto verdict = verdict_of("sensors.cpu-temperature", "cpu", State::unknown, "no-sensor");
    auto const reading = processor_temperature(snapshot);
    auto const* const known = find_cpu_limits(snapshot.platform.cpu.model.value_or(""));
    auto const limit = reading ? processor_limit(*reading, known) : std::nullopt;
    if (!reading || !limit) return verdict;
    auto const value = *reading->value;
    auto const load = load_share(snapshot);
    verdict.confidence = 0.9;
    verdict.values = {{"temperature", degrees(value)},
                      {"limit", degrees(*limit)},
                      {"load", load ? fmt::format("{:.0f}", *load * 100) : "?"}};
    verdict.evidence = {
        {source_of(*reading), degrees(value) + " °C"},
        {reading->crit == limit ? "limit stated by the processor" : "usual limit of this processor",
         degrees(*limit) + " °C"},
        {"/proc/loadavg, share of the processors at work", verdict.values["load"] + " %"}};
    verdict.state = State::pass;
    verdict.words = "fine";
    if (value < *limit - kNearLimit && (!load || *load >= kAtRest)) return verdict;
    if (!load) {
        verdict = verdict_of("sensors.cpu-temperature", "cpu", State::unknown, "load-unknown");
        verdict.values = {{"temperature", degrees(value)}, {"limit", degrees(*limit)}};
        return verdict;
    }
    if (*load < kAtRest) {
        // A notebook's small cooler is warm at rest by design; only its limit counts.
        if (!is_portable(snapshot.platform) || value >= *limit - kNearLimit) {
            judge_at_rest(verdict, value, *limit, known);
        }
    } else if (*load < kBusy) {
        settle_fail(verdict, "limit-at-low-load", 0.85, Severity::warning);
    } else {
        verdict.words = known != nullptr && known->by_design ? "by-design" : "limit-under-load";
    }
    return verdict;
}

struct DriveLimits {
    double max = 0, crit = 0;
};

// NVMe: only Composite has limits that mean something (WCTEMP, CCTEMP). SATA: drivetemp.
std::optional<DriveLimits> drive_limits(Belief const& belief) {
    auto const& chip = *belief.chip;
    bool const nvme = chip.prefix == "nvme" && belief.feature->label == "Composite";
    bool const sata = chip.prefix == "drivetemp" && belief.feature->name == "temp1";
    if (!nvme && !sata) return std::nullopt;
    DriveLimits limits = nvme ? DriveLimits{70, 80} : DriveLimits{60, 70};
    if (belief.crit) limits.crit = *belief.crit;
    limits.max = belief.max.value_or(std::min(limits.max, limits.crit));
    return limits;
}

}  // namespace

std::optional<Belief> processor_temperature(Snapshot const& snapshot) {
    std::optional<Belief> best;
    int best_rank = 0;
    for (auto const& belief : believe(snapshot, SensorKind::temperature)) {
        if (!is_processor_chip(*belief.chip) || !belief.value) continue;
        auto const& label = belief.feature->label;
        // Tctl may stand 10 or 20 K above the die; Tdie is the die (kernel: hwmon/k10temp.rst).
        int const rank = label == "Tdie" || label.starts_with("Package") ? 3
                         : label == "Tctl"                               ? 2
                                                                         : 1;
        bool const hotter = best && rank == best_rank && *belief.value > *best->value;
        if (rank > best_rank || hotter) {
            best = belief;
            best_rank = rank;
        }
    }
    return best;
}

Verdicts cpu_temperature_rules(Snapshot const& snapshot, Expectations const&) {
    return {judge_processor(snapshot)};
}

Verdicts drive_temperature_rules(Snapshot const& snapshot, Expectations const&) {
    constexpr char const* kId = "sensors.drive-temperature";
    Verdicts verdicts;
    for (auto const& belief : believe(snapshot, SensorKind::temperature)) {
        auto const limits = drive_limits(belief);
        if (!limits || !belief.value) continue;
        auto const drive = belief.chip->drive.value_or(belief.chip->name);
        auto verdict = verdict_of(kId, drive, State::pass, "fine");
        verdict.confidence = 0.95;
        verdict.values = {{"drive", drive},
                          {"temperature", degrees(*belief.value)},
                          {"max", degrees(limits->max)},
                          {"crit", degrees(limits->crit)}};
        verdict.evidence = {
            {source_of(belief), degrees(*belief.value) + " °C"},
            {"limits", fmt::format("{:.0f} and {:.0f} °C", limits->max, limits->crit)}};
        if (*belief.value >= limits->crit) {
            settle_fail(verdict, "critical", 0.95, Severity::critical);
        } else if (*belief.value >= limits->max) {
            settle_fail(verdict, "hot", 0.9, Severity::warning);
        }
        verdicts.push_back(std::move(verdict));
    }
    if (!verdicts.empty()) return verdicts;
    auto const& missing = snapshot.sensors.modules_missing;
    bool const sata = std::any_of(
        snapshot.storage.drives.begin(), snapshot.storage.drives.end(), [](Drive const& drive) {
            return drive.kind == DriveKind::sata_ssd || drive.kind == DriveKind::sata_hdd;
        });
    bool const offer =
        sata && std::find(missing.begin(), missing.end(), "drivetemp") != missing.end();
    return {verdict_of(kId, "sensors", State::unknown, offer ? "drivetemp" : "no-sensor")};
}

}  // namespace rigcheck
