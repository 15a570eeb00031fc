// sensors.throttling: how often the processor slowed itself down for heat (Intel counts it).
#include <fmt/format.h>

#include "checklists/rules/pcie_subject.hpp"
#include "checklists/rules/sensors_checks.hpp"

namespace rigcheck {
namespace {

constexpr double kMuch = 0.01;           // of the time since boot
constexpr std::int64_t kFewEvents = 10;  // a start that blows hot is no fault

std::int64_t events(CpuThrottle const& throttle) {
    return throttle.package_events.value_or(0) + throttle.core_events.value_or(0);
}

// Counted up since an earlier snapshot of this same boot.
bool rising(Snapshot const& snapshot, Expectations const& expectations) {
    auto const& before = expectations.baseline;
    return before && snapshot.boot_id && before->boot_id == snapshot.boot_id &&
           events(snapshot.sensors.throttle) > events(before->sensors.throttle) + kFewEvents;
}

}  // namespace

Verdicts throttling_rules(Snapshot const& snapshot, Expectations const& expectations) {
    constexpr char const* kId = "sensors.throttling";
    auto const& throttle = snapshot.sensors.throttle;
    if (!throttle.package_events && !throttle.core_events) {
        return {verdict_of(kId, "cpu", State::not_applicable, "no-counter")};
    }
    auto verdict = verdict_of(kId, "cpu", State::pass, "never");
    auto const time_ms =
        throttle.package_total_ms ? throttle.package_total_ms : throttle.core_total_ms;
    auto const uptime = snapshot.platform.uptime_s;
    auto const seconds = static_cast<double>(time_ms.value_or(0)) / 1000;
    verdict.values = {{"events", std::to_string(events(throttle))},
                      {"seconds", fmt::format("{:.0f}", seconds)}};
    verdict.evidence = {{"/sys/devices/system/cpu/cpu*/thermal_throttle, events since boot",
                         verdict.values["events"]}};
    if (time_ms) verdict.evidence.push_back({"time spent so", verdict.values["seconds"] + " s"});
    if (events(throttle) == 0) return {verdict};
    if (is_portable(snapshot.platform)) {
        verdict.words = "portable";  // thin coolers do it by design
    } else if (rising(snapshot, expectations)) {
        settle_fail(verdict, "rising", 0.9, Severity::warning);
    } else if (uptime && *uptime > 0 && seconds / *uptime > kMuch) {
        settle_fail(verdict, "often", 0.9, Severity::warning);
    } else if (events(throttle) > kFewEvents) {
        settle_fail(verdict, "since-boot", 0.85, Severity::notice);
    } else {
        verdict.words = "few";
    }
    return {verdict};
}

}  // namespace rigcheck
