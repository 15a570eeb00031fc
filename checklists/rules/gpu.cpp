// What the graphics drivers say of their cards: sensors.gpu-temperature, sensors.gpu-throttling,
// sensors.gpu-memory-errors, drivers.gpu-power-cable, drivers.gpu-not-claimed.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checklists/knowledge/driver_log.hpp"
#include "checklists/knowledge/gpu_temperature_limits.hpp"
#include "checklists/rules/drivers_checks.hpp"
#include "checklists/rules/gpu_checks.hpp"
#include "checklists/rules/pcie_subject.hpp"
#include "checklists/rules/rules.hpp"

namespace rigcheck {
namespace {

Verdict gpu_verdict(char const* id, Gpu const& gpu, State state, char const* words) {
    auto verdict = verdict_of(id, gpu.address, state, words);
    verdict.values["card"] = gpu.name.value_or(gpu.address);
    return verdict;
}

bool throttles_by(Gpu const& gpu, std::string_view reason) {
    return std::find(gpu.throttle.begin(), gpu.throttle.end(), reason) != gpu.throttle.end();
}

// AMD's junction is the hottest point of the chip; NVIDIA and Intel report one temperature.
std::optional<double> hottest(Gpu const& gpu) {
    auto const& value = gpu.junction_temperature_c ? gpu.junction_temperature_c : gpu.temperature_c;
    return value && *value > 0 && *value < 150 ? value : std::nullopt;
}

// At load a wide gap between the hottest point and the edge means that the cooler touches badly.
// Some 20 K are normal (shutdown-sensors.md 3.4).
bool cooler_touches_badly(Gpu const& gpu) {
    constexpr double kGap = 30;
    return gpu.junction_temperature_c && gpu.temperature_c &&
           gpu.utilization_percent.value_or(0) >= 50 &&
           *gpu.junction_temperature_c - *gpu.temperature_c > kGap && *gpu.temperature_c > 30;
}

Verdict judge_temperature(Gpu const& gpu) {
    constexpr char const* kId = "sensors.gpu-temperature";
    if (gpu.asleep) return gpu_verdict(kId, gpu, State::not_applicable, "asleep");
    auto verdict = gpu_verdict(kId, gpu, State::unknown, "no-figure");
    auto const limits = temperature_limits(gpu);
    auto const value = hottest(gpu);
    if (!value || !limits) return verdict;
    verdict.confidence = limits->by_card ? 0.95 : 0.85;
    verdict.values.insert({{"temperature", fmt::format("{:.0f}", *value)},
                           {"slowdown", fmt::format("{:.0f}", limits->slowdown_c)},
                           {"shutdown", fmt::format("{:.0f}", limits->shutdown_c)}});
    verdict.evidence = {
        {"graphics driver", fmt::format("{:.0f} °C", *value)},
        {limits->by_card ? "limits stated by the card" : "usual limits of this maker",
         fmt::format("{:.0f} and {:.0f} °C", limits->slowdown_c, limits->shutdown_c)}};
    if (*value >= limits->shutdown_c - 3) {
        settle_fail(verdict, "near-shutdown", verdict.confidence, Severity::critical);
    } else if (*value >= limits->slowdown_c) {
        settle_fail(verdict, "hot", verdict.confidence, Severity::warning);
    } else if (cooler_touches_badly(gpu)) {
        verdict.values["edge"] = fmt::format("{:.0f}", *gpu.temperature_c);
        verdict.evidence.push_back({"edge", fmt::format("{:.0f} °C", *gpu.temperature_c)});
        settle_fail(verdict, "uneven", 0.8, Severity::warning);
    } else {
        verdict.state = State::pass;
        verdict.words = "fine";
    }
    return verdict;
}

// Reasons that are part of normal work: idle clocks, the power limit, a person's own settings.
Verdict judge_throttling(Gpu const& gpu) {
    constexpr char const* kId = "sensors.gpu-throttling";
    constexpr std::array kHeat{"hw-thermal", "sw-thermal", "thermal",
                               "prochot",    "ratl",       "vr_thermalert"};
    if (gpu.asleep) return gpu_verdict(kId, gpu, State::not_applicable, "asleep");
    if (!gpu.performance_state && gpu.throttle.empty() && gpu.vendor != "intel") {
        return gpu_verdict(kId, gpu, State::unknown, "no-figure");
    }
    auto verdict = gpu_verdict(kId, gpu, State::pass, "free");
    verdict.confidence = 0.9;
    verdict.values["reasons"] = joined(gpu.throttle);
    verdict.evidence.push_back({"graphics driver, clocks held back by",
                                gpu.throttle.empty() ? "nothing" : joined(gpu.throttle)});
    bool const heat = std::any_of(kHeat.begin(), kHeat.end(),
                                  [&](char const* reason) { return throttles_by(gpu, reason); });
    if (throttles_by(gpu, "hw-power-brake")) {
        settle_fail(verdict, "power-brake", 0.9, Severity::critical);
    } else if (heat) {
        settle_fail(verdict, "heat", 0.9, Severity::warning);
    } else if (throttles_by(gpu, "hw-slowdown")) {
        settle_fail(verdict, "hardware", 0.85, Severity::warning);
    }
    return verdict;
}

Verdict judge_memory(Gpu const& gpu) {
    constexpr char const* kId = "sensors.gpu-memory-errors";
    auto const& rows = gpu.remapped_rows;
    bool const has_record = gpu.ecc == true || rows || gpu.retired_pages.value_or(0) > 0;
    if (gpu.asleep) return gpu_verdict(kId, gpu, State::not_applicable, "asleep");
    if (!has_record) return gpu_verdict(kId, gpu, State::not_applicable, "no-record");
    auto verdict = gpu_verdict(kId, gpu, State::pass, "clean");
    auto const count = [](auto const& value) { return std::to_string(value.value_or(0)); };
    verdict.values["errors"] = count(gpu.ecc_uncorrected);
    verdict.values["pages"] = count(gpu.retired_pages);
    verdict.evidence = {
        {"NVML, uncorrected ECC errors since the driver started", count(gpu.ecc_uncorrected)},
        {"NVML, retired pages", count(gpu.retired_pages)}};
    if (rows) {
        verdict.evidence.push_back(
            {"NVML, remapped rows",
             fmt::format("{} corrected, {} uncorrected, pending: {}, failed: {}",
                         count(rows->correctable), count(rows->uncorrectable),
                         rows->pending.value_or(false), rows->failed.value_or(false))});
    }
    if (rows && rows->failed == true) {
        settle_fail(verdict, "remap-failed", 0.95, Severity::critical);
    } else if (gpu.ecc_uncorrected.value_or(0) > 0) {
        settle_fail(verdict, "uncorrected", 0.95, Severity::warning);
    } else if (rows && rows->pending == true) {
        settle_fail(verdict, "remap-pending", 0.95, Severity::warning);
    } else if (gpu.retired_pages.value_or(0) > 0) {
        settle_fail(verdict, "retired", 0.9, Severity::notice);
    }
    return verdict;
}

using Judge = Verdict (*)(Gpu const&);

// A notebook on its battery or with a small charger holds its card back by design.
bool is_held_back_by_design(Snapshot const& snapshot, Verdict const& verdict) {
    return verdict.id == "sensors.gpu-throttling" && verdict.state == State::fail &&
           is_portable(snapshot.platform);
}

void judge_each(Snapshot const& snapshot, char const* id, Judge judge, Verdicts& verdicts) {
    for (auto const& gpu : snapshot.gpus) {
        verdicts.push_back(judge(gpu));
        if (is_held_back_by_design(snapshot, verdicts.back())) {
            verdicts.back().state = State::pass;
            verdicts.back().words = "portable";
        }
    }
    if (snapshot.gpus.empty()) {
        Gpu none;
        none.address = "gpus";
        verdicts.push_back(gpu_verdict(id, none, State::not_applicable, "no-card"));
    }
}

std::vector<Gpu const*> nvidia_cards(Snapshot const& snapshot) {
    std::vector<Gpu const*> cards;
    for (auto const& gpu : snapshot.gpus) {
        if (gpu.vendor == "nvidia" && gpu.driver != "vfio-pci") cards.push_back(&gpu);
    }
    return cards;
}

Verdicts power_cable(Snapshot const& snapshot) {
    constexpr char const* kId = "drivers.gpu-power-cable";
    auto const cards = nvidia_cards(snapshot);
    if (cards.empty()) return {drivers_verdict(kId, State::not_applicable, "no-card")};
    Verdicts verdicts;
    for (auto const* card : cards) {
        if (card->error != "insufficient-power") continue;
        auto verdict = gpu_verdict(kId, *card, State::unknown, "");
        verdict.evidence.push_back({"NVML", "insufficient external power"});
        settle_fail(verdict, "told-by-driver", 0.97);
        verdicts.push_back(std::move(verdict));
    }
    if (!verdicts.empty()) return verdicts;
    if (auto const lines = log_lines(snapshot.drivers, "power-cable"); !lines.empty()) {
        auto verdict = drivers_verdict(kId, State::unknown, "");
        for (auto const& line : lines) verdict.evidence.push_back({"kernel log", line});
        settle_fail(verdict, "told-by-log", 0.9);
        return {verdict};
    }
    bool const answered = std::all_of(cards.begin(), cards.end(), [](Gpu const* card) {
        return card->performance_state || card->temperature_c;
    });
    if (answered) return {drivers_verdict(kId, State::pass, "powered")};
    return {drivers_verdict(kId, State::unknown, "not-asked")};
}

// The module lists the cards that it took (/proc/driver/nvidia/gpus).
Verdicts not_claimed(Snapshot const& snapshot) {
    constexpr char const* kId = "drivers.gpu-not-claimed";
    auto const& driver = snapshot.drivers.nvidia;
    auto const cards = nvidia_cards(snapshot);
    if (cards.empty()) return {drivers_verdict(kId, State::not_applicable, "no-card")};
    if (!driver.module_version) {
        return {drivers_verdict(kId, State::not_applicable, "not-loaded")};
    }
    auto const& claimed = driver.claimed_gpus;
    Verdicts verdicts;
    for (auto const* card : cards) {
        auto verdict = gpu_verdict(kId, *card, State::unknown, "");
        verdict.evidence.push_back({"/proc/driver/nvidia/gpus", joined(claimed)});
        bool const taken =
            std::find(claimed.begin(), claimed.end(), card->address) != claimed.end();
        if (card->error == "lost") {
            verdict.evidence.push_back({"NVML", "GPU is lost"});
            settle_fail(verdict, "lost", 0.97, Severity::critical);
        } else if (!taken && !claimed.empty() && card->driver == "nvidia") {
            settle_fail(verdict, "left-out", 0.85, Severity::warning);
        } else {
            continue;
        }
        verdicts.push_back(std::move(verdict));
    }
    if (!verdicts.empty()) return verdicts;
    if (claimed.empty()) return {drivers_verdict(kId, State::unknown, "no-list")};
    return {drivers_verdict(kId, State::pass, "all-claimed")};
}

}  // namespace

Verdicts gpu_rules(Snapshot const& snapshot, Expectations const& /*expectations*/) {
    Verdicts verdicts;
    for (auto const family : {&power_cable, &not_claimed, &gpu_atomics_rules}) {
        for (auto& verdict : family(snapshot)) verdicts.push_back(std::move(verdict));
    }
    judge_each(snapshot, "sensors.gpu-temperature", &judge_temperature, verdicts);
    judge_each(snapshot, "sensors.gpu-throttling", &judge_throttling, verdicts);
    judge_each(snapshot, "sensors.gpu-memory-errors", &judge_memory, verdicts);
    return verdicts;
}

}  // namespace rigcheck
