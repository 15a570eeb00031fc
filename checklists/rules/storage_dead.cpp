// storage.controller-dead: drives that are on the bus and do not answer.
#include <algorithm>

#include "checklists/rules/storage_checks.hpp"

namespace rigcheck {
namespace {

constexpr char const* kId = "controller-dead";

Verdict judge(NvmeController const& controller) {
    auto verdict = storage_verdict(kId, controller.name, State::unknown, "no-state");
    verdict.values["drive"] =
        controller.model ? *controller.model + " (" + controller.name + ")" : controller.name;
    verdict.values["controller"] = controller.name;
    if (!controller.state) return verdict;
    verdict.values["state"] = *controller.state;
    verdict.evidence = {{"/sys/class/nvme/" + controller.name + "/state", *controller.state}};
    if (controller.state == "dead") {
        fail_storage(verdict, "dead", Severity::critical, 0.95);
    } else if (controller.state != "live") {
        verdict.words = "busy";
    } else if (controller.drives.empty()) {
        verdict.words = "no-drive-behind";
    } else {
        verdict.state = State::pass;
        verdict.words = "live";
    }
    return verdict;
}

bool is_nvme(PcieFunction const& function) {
    return function.class_code && function.class_code->value >> 8U == 0x0108 &&
           !function.physical_function;
}

// No driver took it. Where the driver is at work on another drive, it was there and gave up.
Verdict judge_unbound(Pcie const& pcie, PcieFunction const& function) {
    auto verdict = storage_verdict(kId, function.address, State::unknown, "no-driver");
    verdict.values["drive"] = function.address;
    verdict.evidence = {{"/sys/bus/pci/devices/" + function.address + "/driver", "none"}};
    bool const driver_works = std::any_of(
        pcie.functions.begin(), pcie.functions.end(),
        [](PcieFunction const& other) { return is_nvme(other) && other.driver == "nvme"; });
    if (driver_works) fail_storage(verdict, "not-started", Severity::warning, 0.85);
    return verdict;
}

}  // namespace

Verdicts controller_dead_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    for (auto const& controller : snapshot.storage.controllers) {
        if (controller.transport == "pcie") verdicts.push_back(judge(controller));
    }
    for (auto const& function : snapshot.pcie.functions) {
        if (is_nvme(function) && !function.driver)
            verdicts.push_back(judge_unbound(snapshot.pcie, function));
    }
    for (auto const& drive : snapshot.storage.drives) {
        if (drive.state != "offline") continue;
        auto verdict = drive_verdict(kId, drive, State::fail, "offline");
        verdict.evidence = {{sysfs_of(drive) + "/device/state", "offline"}};
        fail_storage(verdict, "offline", Severity::critical, 0.9);
        verdicts.push_back(std::move(verdict));
    }
    if (!verdicts.empty()) return verdicts;
    bool const drives = !snapshot.storage.drives.empty();
    return {storage_verdict(kId, "storage", drives ? State::pass : State::not_applicable,
                            drives ? "all-answer" : "no-drive")};
}

}  // namespace rigcheck
