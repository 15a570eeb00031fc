// drivers.software-rendering and drivers.gpu-access: does the card draw, and may this person use
// it?
#include <algorithm>

#include "checklists/knowledge/pcie_bridges.hpp"
#include "checklists/rules/drivers_checks.hpp"

namespace rigcheck {
namespace {

bool is_management_display(DriverDevice const& device) {
    return device.vendor && device.device &&
           is_known(BridgeKind::management_display, *device.vendor, *device.device);
}

bool uses_nvidia(std::vector<DeviceAccess> const& access) {
    return std::any_of(access.begin(), access.end(), [](DeviceAccess const& device) {
        return device.path.starts_with("/dev/nvidia") && device.usable == true;
    });
}

}  // namespace

bool graphics_forbidden(Snapshot const& snapshot) {
    auto const cmdline = " " + snapshot.platform.kernel.cmdline.value_or("") + " ";
    return cmdline.find(" nomodeset ") != std::string::npos;
}

Verdicts software_rendering_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "drivers.software-rendering";
    auto const& drivers = snapshot.drivers;
    if (snapshot.platform.virtualization) {
        return {drivers_verdict(kId, State::not_applicable, "virtual")};
    }
    std::vector<DriverDevice const*> cards;
    for (auto const& device : drivers.devices) {
        bool const card = is_display(device) && !is_management_display(device) &&
                          device.state != DriverState::stub &&
                          device.state != DriverState::not_needed;
        if (card) cards.push_back(&device);
    }
    if (cards.empty()) return {drivers_verdict(kId, State::not_applicable, "no-card")};
    bool const draws = std::any_of(cards.begin(), cards.end(),
                                   [](auto const* card) { return card->driver.has_value(); });
    auto verdict = drivers_verdict(kId, State::pass, "driver-draws");
    for (auto const* card : cards) {
        verdict.evidence.push_back(
            {"/sys/bus/pci/devices/" + card->address + "/driver", card->driver.value_or("none")});
    }
    if (draws) return {verdict};
    if (cards.front()->state == DriverState::no_module_tree) {
        return {drivers_verdict(kId, State::unknown, "no-tree")};
    }
    for (auto const& name : drivers.framebuffers) {
        verdict.evidence.push_back({"/sys/class/graphics/fb0/name", name});
    }
    verdict.values["device"] = cards.front()->name.value_or(cards.front()->address);
    verdict.values["framebuffer"] =
        drivers.framebuffers.empty() ? "EFI" : joined(drivers.framebuffers);
    if (graphics_forbidden(snapshot)) {
        verdict.evidence.push_back({"/proc/cmdline", "nomodeset"});
        settle_fail(verdict, "nomodeset", 0.97);
    } else {
        settle_fail(verdict, "no-driver", 0.9);
    }
    return {verdict};
}

Verdicts gpu_access_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "drivers.gpu-access";
    auto const& access = snapshot.drivers.access;
    if (access.empty()) return {drivers_verdict(kId, State::not_applicable, "no-device")};
    auto verdict = drivers_verdict(kId, State::pass, "allowed");
    std::vector<std::string> closed;
    std::vector<std::string> groups;
    bool minor = true;
    bool as_root = false;
    for (auto const& device : access) {
        as_root = as_root || !device.usable;
        if (device.usable.value_or(true)) continue;
        closed.push_back(device.path);
        // CUDA does not need the render device, and a desktop does not need /dev/kfd.
        bool const render = device.path.starts_with("/dev/dri/");
        minor = minor && (device.path == "/dev/kfd" || (render && uses_nvidia(access)));
        auto const group = device.group.value_or("root");
        verdict.evidence.push_back({device.path, "not allowed; its group is " + group});
        if (group != "root" && std::find(groups.begin(), groups.end(), group) == groups.end()) {
            groups.push_back(group);
        }
    }
    if (as_root) return {drivers_verdict(kId, State::unknown, "asked-as-root")};
    if (closed.empty()) return {verdict};
    verdict.values = {{"devices", joined(closed, ", ")}, {"groups", joined(groups, ",")}};
    settle_fail(verdict, groups.empty() ? "root-only" : "group", 0.95,
                minor ? Severity::notice : Severity::warning);
    return {verdict};
}

}  // namespace rigcheck
