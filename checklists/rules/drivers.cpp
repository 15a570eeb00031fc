#include <fmt/format.h>

#include <array>

#include "checklists/rules/drivers_checks.hpp"
#include "checklists/rules/rules.hpp"

namespace rigcheck {

Verdict drivers_verdict(char const* id, State state, char const* words) {
    return verdict_of(id, "drivers", state, words);
}

Verdict device_verdict(Snapshot const& snapshot, char const* id, DriverDevice const& device) {
    auto verdict = drivers_verdict(id, State::unknown, "");
    verdict.subject = device.address;
    auto const numbers = fmt::format("{:04x}:{:04x}", device.vendor.value_or(Hex<4>{}).value,
                                     device.device.value_or(Hex<4>{}).value);
    verdict.values = {{"device", device.name.value_or(numbers)},
                      {"id", numbers},
                      {"kernel", release_of(snapshot)}};
    auto const* const bus = device.bus == Bus::pci ? "pci" : "usb";
    verdict.evidence.push_back({fmt::format("/sys/bus/{}/devices/{}/driver", bus, device.address),
                                device.driver.value_or("none")});
    verdict.evidence.push_back({"modalias", device.modalias});
    for (auto const& candidate : device.candidates) {
        verdict.evidence.push_back(
            {fmt::format("/lib/modules/{}", release_of(snapshot)),
             fmt::format("{}{}{}{}{}", candidate.module, candidate.usable ? "" : ", file missing",
                         candidate.loaded ? ", loaded" : ", not loaded",
                         candidate.blacklisted ? ", blacklisted" : "",
                         candidate.redirected ? ", redirected" : "")});
        if (candidate.rule_file) {
            verdict.evidence.push_back({*candidate.rule_file, candidate.module});
        }
    }
    return verdict;
}

bool is_display(DriverDevice const& device) {
    return device.bus == Bus::pci && device.class_code && device.class_code->value >> 16U == 0x03;
}

bool is_nvidia_display(DriverDevice const& device) {
    return is_display(device) && device.vendor == Hex<4>{0x10DE};
}

bool is_vital(DriverDevice const& device) {
    if (!device.class_code) return false;
    auto const base = device.class_code->value >> 16U;
    if (device.bus == Bus::usb) return base == 0x08 || base == 0x02;
    return base == 0x01 || base == 0x02 || base == 0x03 || base == 0x0D || base == 0x28;
}

std::string release_of(Snapshot const& snapshot) {
    return snapshot.platform.kernel.release.value_or("");
}

Verdicts drivers_rules(Snapshot const& snapshot, Expectations const& /*expectations*/) {
    constexpr std::array kRules{&driver_missing_rules,
                                &driver_not_loaded_rules,
                                &driver_probe_failed_rules,
                                &driver_blacklisted_rules,
                                &driver_dangling_rules,
                                &driver_firmware_rules,
                                &nvidia_mismatch_rules,
                                &nvidia_branch_rules,
                                &nouveau_rules,
                                &secure_boot_rules,
                                &dkms_rules,
                                &reboot_pending_rules,
                                &software_rendering_rules,
                                &gpu_access_rules,
                                &cuda_driver_rules};
    Verdicts verdicts;
    for (auto const rule : kRules) {
        for (auto& verdict : rule(snapshot)) verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

}  // namespace rigcheck
