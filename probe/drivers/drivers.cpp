#include "probe/drivers/drivers.hpp"

#include <algorithm>

#include "probe/drivers/access.hpp"
#include "probe/drivers/devices.hpp"
#include "probe/drivers/dkms.hpp"
#include "probe/drivers/kernel_log.hpp"
#include "probe/drivers/nvidia.hpp"
#include "probe/drivers/secure_boot.hpp"
#include "probe/machine/number.hpp"
#include "probe/smbios/text.hpp"

namespace rigcheck {
namespace {

// A package asked for it (Debian and Ubuntu: the hook of unattended-upgrades and others).
std::optional<bool> read_reboot_pending(Machine const& machine) {
    if (machine.read("/run/reboot-required").text) return true;
    return machine.list("/run/systemd").empty() ? std::nullopt : std::optional(false);
}

std::vector<std::string> read_framebuffers(Machine const& machine) {
    std::vector<std::string> names;
    for (auto const& entry : machine.list("/sys/class/graphics")) {
        if (!entry.starts_with("fb") || entry == "fbcon" || names.size() == 16) continue;
        auto const name = machine.read_line("/sys/class/graphics/" + entry + "/name").text;
        if (auto const text = name ? firmware_text(*name) : std::nullopt) names.push_back(*text);
    }
    return names;
}

// kernel: drivers/gpu/drm/amd/amdkfd/kfd_topology.c; 0 is a processor.
std::vector<int> read_kfd_targets(Machine const& machine) {
    constexpr std::string_view kKey = "gfx_target_version ";
    constexpr char const* kNodes = "/sys/class/kfd/kfd/topology/nodes";
    std::vector<int> targets;
    for (auto const& node : machine.list(kNodes)) {
        auto const text = machine.read(std::string(kNodes) + "/" + node + "/properties").text;
        if (!text || targets.size() == 64) continue;
        auto const at = text->find(kKey);
        if (at == std::string::npos) continue;
        auto const target = parse_number<int>(std::string_view(*text).substr(at + kKey.size()));
        if (target && *target > 0) targets.push_back(*target);
    }
    return targets;
}

}  // namespace

Drivers read_drivers(Machine const& machine, Platform const& platform, Pcie const& pcie,
                     std::vector<Gap>& gaps) {
    auto const config = read_modprobe_config(machine);
    auto const tree = ModuleTree::open(machine, platform.kernel.release.value_or(""), config, gaps);
    auto const* const modules = tree ? &*tree : nullptr;
    auto kernels = read_kernels(machine);
    auto dkms = read_dkms(machine, kernels);
    return {.devices = read_driver_devices(machine, platform, pcie, modules, gaps),
            .nvidia = read_nvidia(machine, pcie, modules),
            .cuda = {},
            .dkms = std::move(dkms),
            .kernels = std::move(kernels),
            .secure_boot = read_secure_boot_state(machine),
            .reboot_pending = read_reboot_pending(machine),
            .framebuffers = read_framebuffers(machine),
            .access = read_access(machine),
            .kfd_gpu_targets = read_kfd_targets(machine),
            .kernel_log = read_kernel_log(machine, gaps)};
}

}  // namespace rigcheck
