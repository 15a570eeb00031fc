// drivers.missing, .not-loaded, .probe-failed, .blacklisted, .dangling, .firmware-missing: why a
// device that matters works with no driver. A module that matches is not yet support.
#include <fmt/format.h>

#include <algorithm>

#include "checklists/knowledge/driver_log.hpp"
#include "checklists/knowledge/driver_support.hpp"
#include "checklists/rules/drivers_checks.hpp"

namespace rigcheck {
namespace {

bool judged(DriverDevice const& device) {
    return device.state != DriverState::not_needed;
}

// Lamps, keys and readers of a vendor's own making have no kernel driver and need none.
bool is_vendors_own(DriverDevice const& device) {
    return device.bus == Bus::usb && device.class_code && device.class_code->value >> 16U == 0xFF;
}

DriverSupport const* support_for(DriverDevice const& device) {
    if (!device.vendor || !device.device) return nullptr;
    return find_driver_support(device.bus, *device.vendor, *device.device);
}

// A known device, and a kernel that is older than its driver.
DriverSupport const* too_new_for_kernel(Snapshot const& snapshot, DriverDevice const& device) {
    auto const* const support = support_for(device);
    bool const older =
        support != nullptr && older_kernel(release_of(snapshot), support->first_kernel);
    return older ? support : nullptr;
}

// What is said once where no device is at fault.
Verdict answer_for_all(Snapshot const& snapshot, char const* id, char const* fine) {
    auto const& devices = snapshot.drivers.devices;
    auto const any = [&](auto const& says) {
        return std::any_of(devices.begin(), devices.end(), says);
    };
    if (!any(judged)) {
        bool const none = devices.empty();
        return drivers_verdict(id, none ? State::unknown : State::not_applicable,
                               none ? "no-devices" : "nothing-needed");
    }
    if (any([](auto const& d) { return d.state == DriverState::no_module_tree; })) {
        return drivers_verdict(id, State::unknown, "no-tree");
    }
    return drivers_verdict(id, State::pass, fine);
}

template <class Judge>
Verdicts judge_devices(Snapshot const& snapshot, char const* id, char const* fine, Judge judge) {
    Verdicts verdicts;
    for (auto const& device : snapshot.drivers.devices) {
        auto verdict = device_verdict(snapshot, id, device);
        judge(device, verdict);
        if (verdict.state == State::fail) verdicts.push_back(std::move(verdict));
    }
    if (verdicts.empty()) verdicts.push_back(answer_for_all(snapshot, id, fine));
    return verdicts;
}

void fill_support(Verdict& verdict, DriverSupport const& support) {
    verdict.values["module"] = support.module;
    verdict.values["first_kernel"] = support.first_kernel;
    verdict.values["what"] = support.what;
    verdict.values["firmware"] = support.firmware.value_or("");
    verdict.evidence.push_back(
        {"rigcheck's table of devices",
         fmt::format("{}: {} from kernel {}", support.what, support.module, support.first_kernel)});
}

Severity by_weight(DriverDevice const& device) {
    return is_vital(device) ? Severity::warning : Severity::notice;
}

void judge_missing(Snapshot const& snapshot, DriverDevice const& device, Verdict& verdict) {
    auto const* const newer = too_new_for_kernel(snapshot, device);
    if (device.state == DriverState::available_not_loaded && newer != nullptr &&
        device.candidates.front().module == newer->module) {
        fill_support(verdict, *newer);
        bool const nvidia = is_nvidia_display(device);
        return settle_fail(verdict, nvidia ? "matches-nvidia" : "matches", 0.9, Severity::warning);
    }
    if (device.state != DriverState::none) return;
    auto const* const support = support_for(device);
    if (support == nullptr) {
        if (is_vendors_own(device)) return;
        return settle_fail(verdict, "not-in-table", 0.85, by_weight(device));
    }
    fill_support(verdict, *support);
    if (newer == nullptr) return settle_fail(verdict, "left-out", 0.85, Severity::warning);
    settle_fail(verdict, support->firmware ? "newer-kernel-firmware" : "newer-kernel", 0.95,
                Severity::warning);
}

std::string module_that(DriverDevice const& device, bool loaded) {
    for (auto const& candidate : device.candidates) {
        bool const free = candidate.usable && !candidate.blacklisted && !candidate.redirected;
        if (free && candidate.loaded == loaded) return candidate.module;
    }
    return {};
}

void judge_not_loaded(Snapshot const& snapshot, DriverDevice const& device, Verdict& verdict) {
    if (device.state != DriverState::available_not_loaded) return;
    if (too_new_for_kernel(snapshot, device) != nullptr) return;  // drivers.missing says it
    if (refused_for_signature(snapshot, device)) return;          // drivers.secure-boot-unsigned
    if (wrong_nvidia_driver(snapshot, device)) return;            // drivers.nvidia-branch
    verdict.values["module"] = module_that(device, false);
    settle_fail(verdict, "loadable", 0.9, by_weight(device));
}

void judge_probe_failed(Snapshot const& snapshot, DriverDevice const& device, Verdict& verdict) {
    if (device.state != DriverState::loaded_not_bound) return;
    if (wrong_nvidia_driver(snapshot, device)) return;  // drivers.nvidia-branch says it
    if (is_nvidia_display(device) && !log_lines(snapshot.drivers, "power-cable").empty()) return;
    if (is_display(device) && graphics_forbidden(snapshot)) return;  // drivers.software-rendering
    verdict.values["module"] = module_that(device, true);
    for (auto const& line : log_lines_of(snapshot.drivers, device.address)) {
        verdict.evidence.push_back({"kernel log", line});
    }
    auto const weight = is_display(device) && !snapshot.platform.virtualization ? Severity::critical
                                                                                : by_weight(device);
    if (auto const* const newer = too_new_for_kernel(snapshot, device)) {
        fill_support(verdict, *newer);
        return settle_fail(verdict, "newer-kernel", 0.95, weight);
    }
    bool const unknown_chip =
        !log_lines(snapshot.drivers, "unknown-chip", device.address).empty() ||
        !log_lines(snapshot.drivers, "refused", device.address).empty();
    auto const* const words = unknown_chip                  ? "unknown-chip"
                              : snapshot.drivers.kernel_log ? "see-log"
                                                            : "log-unread";
    settle_fail(verdict, words, 0.9, weight);
}

bool another_display_works(Snapshot const& snapshot, DriverDevice const& device) {
    auto const& devices = snapshot.drivers.devices;
    return std::any_of(devices.begin(), devices.end(), [&](DriverDevice const& other) {
        return is_display(other) && other.address != device.address &&
               other.state == DriverState::ok;
    });
}

void judge_blacklisted(Snapshot const& snapshot, DriverDevice const& device, Verdict& verdict) {
    bool const redirected = device.state == DriverState::redirected;
    if (device.state != DriverState::blacklisted && !redirected) return;
    for (auto const& candidate : device.candidates) {
        if (!candidate.rule_file) continue;
        verdict.values["module"] = candidate.module;
        verdict.values["file"] = *candidate.rule_file;
    }
    // Somebody wrote this line on purpose; with another picture to look at it may well be meant.
    bool const meant =
        !is_vital(device) || (is_display(device) && another_display_works(snapshot, device));
    auto const* words = redirected ? "redirected" : "blacklisted";
    if (verdict.values["file"] == "/proc/cmdline") words = "command-line";
    if (is_nvidia_display(device) && !nvidia_installed(snapshot)) words = "nouveau-without-nvidia";
    settle_fail(verdict, words, 0.9, meant ? Severity::notice : Severity::warning);
}

void judge_dangling(DriverDevice const& device, Verdict& verdict) {
    if (device.state != DriverState::dangling) return;
    verdict.values["module"] = device.candidates.front().module;
    settle_fail(verdict, "half-installed", 0.9, by_weight(device));
}

void judge_firmware(Snapshot const& snapshot, DriverDevice const& device, Verdict& verdict) {
    if (!judged(device) || !device.objects.empty()) return;
    auto const lines = log_lines(snapshot.drivers, "firmware", device.address);
    if (device.firmware_missing.empty() && lines.empty()) return;
    if (device.state != DriverState::ok && device.state != DriverState::loaded_not_bound) return;
    for (auto const& line : lines) verdict.evidence.push_back({"kernel log", line});
    for (auto const& file : device.firmware_missing) {
        verdict.evidence.push_back({"/lib/firmware", file + " is not there"});
    }
    verdict.values["module"] = device.driver.value_or(module_that(device, true));
    verdict.values["file"] =
        device.firmware_missing.empty() ? lines.front() : device.firmware_missing.front();
    auto const* const support = support_for(device);
    verdict.values["firmware"] = support != nullptr ? support->firmware.value_or("") : "";
    settle_fail(verdict, verdict.values["firmware"].empty() ? "files" : "package",
                lines.empty() ? 0.85 : 0.95, by_weight(device));
}

}  // namespace

Verdicts driver_missing_rules(Snapshot const& snapshot) {
    return judge_devices(snapshot, "drivers.missing", "all-known",
                         [&](auto const& d, auto& v) { judge_missing(snapshot, d, v); });
}

Verdicts driver_not_loaded_rules(Snapshot const& snapshot) {
    return judge_devices(snapshot, "drivers.not-loaded", "all-loaded",
                         [&](auto const& d, auto& v) { judge_not_loaded(snapshot, d, v); });
}

Verdicts driver_probe_failed_rules(Snapshot const& snapshot) {
    return judge_devices(snapshot, "drivers.probe-failed", "all-bound",
                         [&](auto const& d, auto& v) { judge_probe_failed(snapshot, d, v); });
}

Verdicts driver_blacklisted_rules(Snapshot const& snapshot) {
    return judge_devices(snapshot, "drivers.blacklisted", "none-blocked",
                         [&](auto const& d, auto& v) { judge_blacklisted(snapshot, d, v); });
}

Verdicts driver_dangling_rules(Snapshot const& snapshot) {
    return judge_devices(snapshot, "drivers.dangling", "all-there",
                         [&](auto const& d, auto& v) { judge_dangling(d, v); });
}

Verdicts driver_firmware_rules(Snapshot const& snapshot) {
    return judge_devices(snapshot, "drivers.firmware-missing", "all-there",
                         [&](auto const& d, auto& v) { judge_firmware(snapshot, d, v); });
}

}  // namespace rigcheck
