// storage.hidden-drive: controllers that keep NVMe drives from the system, and drives that the
// person fitted and nobody sees.
#include <fmt/format.h>

#include <algorithm>

#include "checklists/knowledge/storage_controllers.hpp"
#include "checklists/rules/storage_checks.hpp"
#include "probe/facts/json.hpp"
#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr char const* kId = "hidden-drive";

std::string source_of(HiddenController const& controller, char const* file) {
    return fmt::format("/sys/bus/pci/devices/{}/{}", controller.address, file);
}

// NVMe drives by the PCI bus: also those whose driver does not run.
int nvme_functions(Snapshot const& snapshot) {
    auto const& functions = snapshot.pcie.functions;
    auto const on_bus =
        std::count_if(functions.begin(), functions.end(), [](PcieFunction const& function) {
            return function.class_code && function.class_code->value >> 8U == 0x0108 &&
                   !function.physical_function;
        });
    auto const& controllers = snapshot.storage.controllers;
    auto const running = std::count_if(
        controllers.begin(), controllers.end(),
        [](NvmeController const& controller) { return controller.transport == "pcie"; });
    return static_cast<int>(std::max(on_bus, running));
}

bool has_vmd_owned_port(Pcie const& pcie) {
    return std::any_of(pcie.functions.begin(), pcie.functions.end(),
                       [](PcieFunction const& function) {
                           return function.vendor && function.device &&
                                  is_vmd_owned_port(*function.vendor, *function.device);
                       });
}

std::optional<std::pair<int, int>> version_of(std::string_view release) {
    auto const dot = release.find('.');
    auto const major = parse_number<int>(release);
    if (!major || dot == std::string_view::npos) return std::nullopt;
    auto const minor = parse_number<int>(release.substr(dot + 1));
    return minor ? std::optional(std::pair(*major, *minor)) : std::nullopt;
}

// Whether the running kernel is known to lack the driver's entry.
bool is_too_old(Snapshot const& snapshot, KnownVmd const& vmd) {
    if (!vmd.lacking_kernel) return false;
    auto const running = version_of(snapshot.platform.kernel.release.value_or(""));
    return running && *running <= *version_of(*vmd.lacking_kernel);
}

Verdict judge_vmd(Snapshot const& snapshot, HiddenController const& controller,
                  KnownVmd const& vmd) {
    auto verdict = storage_verdict(kId, controller.address, State::unknown, "vmd-unclear");
    verdict.evidence = {{source_of(controller, "driver"), controller.driver.value_or("none")},
                        {source_of(controller, "device"), hex_text(vmd.device.value, 4)}};
    verdict.values = {{"kernel", snapshot.platform.kernel.release.value_or("?")},
                      {"needed", vmd.in_kernel}};
    if (controller.driver == "vmd") {
        verdict.state = State::pass;
        verdict.words = "vmd-visible";
        return verdict;
    }
    bool const owns_port = has_vmd_owned_port(snapshot.pcie);
    if (controller.driver || (!owns_port && nvme_functions(snapshot) > 0)) {
        verdict.needs = "person";
        return verdict;
    }
    if (owns_port) verdict.evidence.push_back({"a root port that belongs to VMD", "8086:09ab"});
    fail_storage(verdict, is_too_old(snapshot, vmd) ? "vmd-old-kernel" : "vmd-no-driver",
                 owns_port ? Severity::critical : Severity::warning, owns_port ? 0.9 : 0.8);
    return verdict;
}

// A RAID controller that hides nothing by itself. Without a driver nothing behind it is seen; with
// Intel's, an old kernel may not say how many drives the firmware took away.
std::optional<Verdict> judge_raid(Snapshot const& snapshot, HiddenController const& controller) {
    bool const silent = is_raid_mode(*controller.vendor, *controller.device) &&
                        !controller.remapped_nvme && nvme_functions(snapshot) == 0;
    bool const raid = controller.class_code && controller.class_code->value >> 8U == 0x0104;
    bool const idle = raid && !controller.driver;
    if (!silent && !idle) return std::nullopt;
    auto verdict = storage_verdict(kId, controller.address, State::unknown,
                                   idle ? "raid-no-driver" : "raid-mode");
    verdict.evidence = {{source_of(controller, "class"), "RAID"},
                        {source_of(controller, "driver"), controller.driver.value_or("none")}};
    verdict.needs = "person";
    return verdict;
}

std::optional<Verdict> judge(Snapshot const& snapshot, HiddenController const& controller) {
    if (controller.remapped_nvme.value_or(0) > 0) {
        auto verdict = storage_verdict(kId, controller.address, State::fail, "rst-hides");
        auto const count = std::to_string(*controller.remapped_nvme);
        verdict.evidence = {{source_of(controller, "remapped_nvme"), count}};
        verdict.values["count"] = count;
        fail_storage(verdict, "rst-hides", Severity::critical, 0.98);
        return verdict;
    }
    if (!controller.vendor || !controller.device) return std::nullopt;
    if (auto const* vmd = known_vmd(*controller.vendor, *controller.device)) {
        return judge_vmd(snapshot, controller, *vmd);
    }
    return judge_raid(snapshot, controller);
}

}  // namespace

Verdicts hidden_drive_rules(Snapshot const& snapshot, Expectations const& expectations) {
    Verdicts verdicts;
    for (auto const& controller : snapshot.storage.hidden_controllers) {
        if (auto verdict = judge(snapshot, controller)) verdicts.push_back(std::move(*verdict));
    }
    bool const explained =
        std::any_of(verdicts.begin(), verdicts.end(),
                    [](Verdict const& verdict) { return verdict.state == State::fail; });
    auto const seen = nvme_functions(snapshot);
    if (!explained && expectations.nvme_drives.value_or(0) > seen) {
        auto verdict = storage_verdict(kId, "nvme", State::unknown, "fewer-than-fitted");
        verdict.values = {{"fitted", std::to_string(*expectations.nvme_drives)},
                          {"seen", std::to_string(seen)}};
        verdict.evidence = {{"NVMe controllers on the PCI bus", std::to_string(seen)}};
        verdict.needs = "person";
        verdicts.push_back(std::move(verdict));
    }
    if (!verdicts.empty()) return verdicts;
    bool const read = !snapshot.pcie.functions.empty();
    return {storage_verdict(kId, "storage", read ? State::pass : State::unknown,
                            read ? "none" : "no-data")};
}

}  // namespace rigcheck
