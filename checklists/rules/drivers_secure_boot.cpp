// drivers.secure-boot-unsigned: with Secure Boot on, Debian's kernel loads no module without a
// signature by a key that the machine's owner enrolled (kernel: LOCK_DOWN_IN_EFI_SECURE_BOOT).
#include <algorithm>

#include "checklists/knowledge/driver_log.hpp"
#include "checklists/rules/drivers_checks.hpp"

namespace rigcheck {
namespace {

constexpr char const* kId = "drivers.secure-boot-unsigned";

bool asks_for_signatures(Snapshot const& snapshot) {
    auto const& boot = snapshot.drivers.secure_boot;
    return boot.enabled == true && boot.setup_mode != true;
}

// The kind of refusal: "unsigned", "not-enrolled", or null.
char const* refusal(Snapshot const& snapshot, DriverDevice const& device) {
    auto const& drivers = snapshot.drivers;
    if (!asks_for_signatures(snapshot)) return nullptr;
    auto const& file = drivers.nvidia.module_file;
    bool const waits_for_nvidia = is_nvidia_display(device) && !drivers.nvidia.module_version &&
                                  device.driver != "nvidia" && file;
    bool const unsigned_module =
        std::any_of(device.candidates.begin(), device.candidates.end(), [](auto const& c) {
            return c.usable && !c.loaded && !c.blacklisted && !c.signed_file.value_or(true);
        });
    if (device.state == DriverState::available_not_loaded && unsigned_module) return "unsigned";
    if (!waits_for_nvidia) return nullptr;
    if (file->signed_file == false) return "unsigned";
    auto const& boot = drivers.secure_boot;
    bool const own_key_waits =
        !boot.own_keys.empty() && boot.machine_owner_keys == true && boot.enrolled_own_keys.empty();
    return own_key_waits ? "not-enrolled" : nullptr;
}

Verdict judge(Snapshot const& snapshot, DriverDevice const& device, char const* words) {
    auto verdict = device_verdict(snapshot, kId, device);
    auto const& boot = snapshot.drivers.secure_boot;
    verdict.evidence.push_back({"UEFI variable SecureBoot", "1"});
    auto const& file = snapshot.drivers.nvidia.module_file;
    bool const nvidia = is_nvidia_display(device) && file;
    verdict.values["module"] =
        nvidia ? file->name : (device.candidates.empty() ? "" : device.candidates.front().module);
    verdict.evidence.push_back(
        {"module " + verdict.values["module"],
         std::string(words) == "unsigned"
             ? "carries no signature"
             : "signed by " + (nvidia ? file->signer.value_or("a key") : "a key")});
    for (auto const& line : log_lines(snapshot.drivers, "unsigned")) {
        verdict.evidence.push_back({"kernel log", line});
    }
    verdict.values["key"] = boot.own_keys.empty() ? "" : boot.own_keys.front();
    if (std::string(words) == "unsigned" && !boot.own_keys.empty()) words = "unsigned-with-key";
    settle_fail(verdict, words, 0.9);
    return verdict;
}

}  // namespace

bool refused_for_signature(Snapshot const& snapshot, DriverDevice const& device) {
    return refusal(snapshot, device) != nullptr;
}

Verdicts secure_boot_rules(Snapshot const& snapshot) {
    auto const& boot = snapshot.drivers.secure_boot;
    if (snapshot.platform.virtualization) {
        return {drivers_verdict(kId, State::not_applicable, "virtual")};
    }
    if (boot.uefi == false) return {drivers_verdict(kId, State::not_applicable, "legacy-boot")};
    if (!boot.enabled) return {drivers_verdict(kId, State::unknown, "unreadable")};
    if (!asks_for_signatures(snapshot)) return {drivers_verdict(kId, State::pass, "off")};
    Verdicts verdicts;
    for (auto const& device : snapshot.drivers.devices) {
        if (auto const* const words = refusal(snapshot, device)) {
            verdicts.push_back(judge(snapshot, device, words));
        }
    }
    if (verdicts.empty()) verdicts.push_back(drivers_verdict(kId, State::pass, "all-accepted"));
    return verdicts;
}

}  // namespace rigcheck
