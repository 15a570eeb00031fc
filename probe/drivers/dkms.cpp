#include "probe/drivers/dkms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rigcheck {
namespace {

constexpr char const* kDkms = "/var/lib/dkms/";
constexpr std::size_t kMaxModules = 64, kMaxKernels = 64;

bool contains(std::vector<std::string> const& names, std::string const& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool installed_in_tree(Machine const& machine, std::string const& kernel,
                       std::vector<std::string> const& files) {
    for (auto const* place : {"/updates/dkms", "/updates", "/extra", "/extra/dkms"}) {
        auto const there = machine.list(fmt::format("/lib/modules/{}{}", kernel, place));
        for (auto const& file : files) {
            if (contains(there, file)) return true;
        }
    }
    return false;
}

DkmsState state_for(Machine const& machine, std::string const& module, std::string const& version,
                    std::string const& kernel) {
    auto const directory = fmt::format("{}{}/{}/{}", kDkms, module, version, kernel);
    for (auto const& arch : machine.list(directory)) {
        auto files = std::vector<std::string>();
        for (auto const& file : machine.list(fmt::format("{}/{}/module", directory, arch))) {
            if (file.find(".ko") != std::string::npos) files.push_back(file);
        }
        if (files.empty()) continue;
        auto const link =
            machine.link_target(fmt::format("{}{}/kernel-{}-{}", kDkms, module, kernel, arch));
        bool const current =
            link && link->find(fmt::format("{}/{}", version, kernel)) != std::string::npos;
        return current && installed_in_tree(machine, kernel, files) ? DkmsState::installed
                                                                    : DkmsState::built;
    }
    return DkmsState::added;
}

}  // namespace

std::vector<InstalledKernel> read_kernels(Machine const& machine) {
    std::vector<InstalledKernel> kernels;
    for (auto const& release : machine.list("/lib/modules")) {
        if (kernels.size() == kMaxKernels) break;
        auto const inside = machine.list("/lib/modules/" + release);
        if (!contains(inside, "kernel") && !contains(inside, "modules.dep")) continue;
        kernels.push_back(
            {.release = release,
             .headers = !machine.list(fmt::format("/lib/modules/{}/build", release)).empty()});
    }
    return kernels;
}

std::vector<DkmsModule> read_dkms(Machine const& machine,
                                  std::vector<InstalledKernel> const& kernels) {
    std::vector<DkmsModule> modules;
    for (auto const& module : machine.list("/var/lib/dkms")) {
        for (auto const& entry : machine.entries(kDkms + module)) {
            auto const& version = entry.name;
            if (entry.kind != EntryKind::directory || version == "original_module") continue;
            auto const directory = fmt::format("{}{}/{}", kDkms, module, version);
            auto const inside = machine.list(directory);
            if (!contains(inside, "source") || modules.size() >= kMaxModules) continue;
            bool const failed = contains(inside, "build") &&
                                contains(machine.list(directory + "/build"), "make.log");
            for (auto const& kernel : kernels) {
                modules.push_back({.module = module,
                                   .version = version,
                                   .kernel = kernel.release,
                                   .state = state_for(machine, module, version, kernel.release),
                                   .build_failed = failed});
            }
        }
    }
    return modules;
}

}  // namespace rigcheck
