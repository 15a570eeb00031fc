#include "probe/platform/virtualization.hpp"

#include <array>
#include <string_view>

namespace rigcheck {
namespace {

struct Sign {
    std::string_view text;  // in one of the firmware's names
    std::string_view name;
};

// systemd: src/basic/virt.c (DMI vendor table), and memory notes on captured machines.
constexpr std::array kSigns{
    Sign{"KVM", "kvm"},
    Sign{"QEMU", "qemu"},
    Sign{"OpenStack", "kvm"},
    Sign{"oVirt", "kvm"},
    Sign{"RHEV", "kvm"},
    Sign{"KubeVirt", "kvm"},
    Sign{"VMware", "vmware"},
    Sign{"VMW", "vmware"},
    Sign{"VirtualBox", "oracle"},
    Sign{"innotek", "oracle"},
    Sign{"Xen", "xen"},
    Sign{"Bochs", "bochs"},
    Sign{"Parallels", "parallels"},
    Sign{"BHYVE", "bhyve"},
    Sign{"Amazon EC2", "amazon"},
    Sign{"Google Compute Engine", "google"},
    Sign{"DigitalOcean", "kvm"},
    Sign{"Apple Virtualization", "apple"},
    Sign{"Red Hat", "kvm"},
};

bool is_bare_metal_instance(Platform const& platform) {
    return platform.product && platform.product->find(".metal") != std::string::npos;
}

}  // namespace

std::optional<std::string> virtualization(Platform const& platform, std::string const& bios_vendor,
                                          bool hypervisor_flag) {
    if (is_bare_metal_instance(platform)) return std::nullopt;
    auto const names = platform.vendor.value_or("") + '\n' + platform.product.value_or("") + '\n' +
                       platform.board_vendor.value_or("") + '\n' + platform.board.value_or("") +
                       '\n' + bios_vendor;
    for (auto const& sign : kSigns) {
        if (names.find(sign.text) != std::string::npos) return std::string(sign.name);
    }
    if (platform.vendor == "Microsoft Corporation" && platform.product == "Virtual Machine") {
        return "microsoft";
    }
    if (!hypervisor_flag) return std::nullopt;
    bool const wsl =
        platform.kernel.release && platform.kernel.release->find("microsoft") != std::string::npos;
    return wsl ? "wsl" : "vm-other";
}

}  // namespace rigcheck
