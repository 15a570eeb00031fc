#include "probe/drivers/nvidia.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rigcheck {
namespace {

constexpr std::size_t kMaxGpus = 64;

bool is_version(std::string_view text) {
    return !text.empty() && text.size() < 24 && text.front() >= '1' && text.front() <= '9' &&
           text.find('.') != std::string_view::npos &&
           text.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool has_nvidia_display(Pcie const& pcie) {
    return std::any_of(pcie.functions.begin(), pcie.functions.end(), [](PcieFunction const& f) {
        return f.vendor == Hex<4>{0x10DE} && f.class_code && f.class_code->value >> 16U == 0x03;
    });
}

// The name behind a chain of links: libcuda.so.1 -> libcuda.so.580.95.05.
std::optional<std::string> real_name(Machine const& machine, std::string const& path) {
    auto const resolved = machine.resolve(path, true);
    if (!resolved) return std::nullopt;
    for (auto const& link : resolved->links) machine.link_target("/" + link.path);
    return resolved->path.substr(resolved->path.rfind('/') + 1);
}

std::vector<std::string> library_versions(Machine const& machine) {
    constexpr std::array kDirectories{"/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib",
                                      "/usr/lib/x86_64-linux-gnu/nvidia/current"};
    std::vector<std::string> versions;
    for (auto const* directory : kDirectories) {
        for (auto const* library : {"libcuda.so.1", "libnvidia-ml.so.1"}) {
            auto const path = fmt::format("{}/{}", directory, library);
            if (!machine.link_target(path)) continue;
            auto const name = real_name(machine, path);
            auto const version = name ? library_version(*name) : std::nullopt;
            if (version &&
                std::find(versions.begin(), versions.end(), *version) == versions.end()) {
                versions.push_back(*version);
            }
        }
    }
    return versions;
}

NvidiaVersion loaded_version(Machine const& machine) {
    if (auto const text = machine.read("/proc/driver/nvidia/version").text) {
        return parse_nvidia_version(*text);
    }
    for (auto const* module : {"nvidia", "nvidia_current"}) {
        auto const version = machine.read_line(fmt::format("/sys/module/{}/version", module)).text;
        if (version && is_version(*version)) return {version, {}};
    }
    return {};
}

std::optional<NvidiaModuleFile> module_file(ModuleTree const* tree) {
    if (tree == nullptr) return std::nullopt;
    for (auto const* name : {"nvidia", "nvidia-current"}) {
        auto const info = tree->info(name);
        if (!info) continue;
        NvidiaModuleFile file{.name = name,
                              .version = info->version,
                              .flavour = {},
                              .signed_file = info->signature,
                              .signer = info->signer};
        // The open flavour is under MIT and GPL, the other under NVIDIA's own terms.
        if (info->license) {
            file.flavour = info->license->find("MIT") != std::string::npos
                               ? NvidiaFlavour::open
                               : NvidiaFlavour::proprietary;
        }
        return file;
    }
    return std::nullopt;
}

}  // namespace

NvidiaVersion parse_nvidia_version(std::string_view text) {
    auto const line = text.substr(0, text.find('\n'));
    auto const at = line.find("Kernel Module");
    if (line.find("NVRM version") == std::string_view::npos || at == std::string_view::npos)
        return {};
    NvidiaVersion found;
    found.flavour = line.find("Open Kernel Module") != std::string_view::npos
                        ? NvidiaFlavour::open
                        : NvidiaFlavour::proprietary;
    auto rest = line.substr(at + std::string_view("Kernel Module").size());
    while (!rest.empty()) {
        auto const start = rest.find_first_not_of(' ');
        if (start == std::string_view::npos) break;
        auto const word = rest.substr(start, std::min(rest.find(' ', start), rest.size()) - start);
        if (is_version(word)) {
            found.version = std::string(word);
            break;
        }
        rest.remove_prefix(start + word.size());
    }
    return found;
}

std::optional<std::string> library_version(std::string_view file_name) {
    auto const at = file_name.find(".so.");
    if (at == std::string_view::npos || !is_version(file_name.substr(at + 4))) return std::nullopt;
    return std::string(file_name.substr(at + 4));
}

NvidiaDriver read_nvidia(Machine const& machine, Pcie const& pcie, ModuleTree const* tree) {
    NvidiaDriver driver;
    if (!has_nvidia_display(pcie)) return driver;
    auto const loaded = loaded_version(machine);
    driver.module_version = loaded.version;
    driver.module_flavour = loaded.flavour;
    driver.module_file = module_file(tree);
    driver.library_versions = library_versions(machine);
    for (auto const& address : machine.list("/proc/driver/nvidia/gpus")) {
        if (driver.claimed_gpus.size() < kMaxGpus) driver.claimed_gpus.push_back(address);
    }
    auto const devices = machine.list("/dev");
    if (!devices.empty()) {
        driver.device_nodes =
            std::find(devices.begin(), devices.end(), "nvidiactl") != devices.end();
    }
    return driver;
}

}  // namespace rigcheck
