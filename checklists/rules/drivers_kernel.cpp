// drivers.dkms and drivers.reboot-pending: is there a module tree for the kernel that runs, and for
// the one that the next start will run?
#include <algorithm>

#include "checklists/knowledge/driver_support.hpp"
#include "checklists/rules/drivers_checks.hpp"

namespace rigcheck {
namespace {

// "6.1.0-18-amd64" and "6.1.0-18-cloud-amd64" are different lines of kernels.
std::string flavour(std::string const& release) {
    auto const letters = release.find_first_of("abcdefghijklmnopqrstuvwxyz");
    return letters == std::string::npos ? "" : release.substr(letters);
}

InstalledKernel const* find_kernel(Snapshot const& snapshot, std::string const& release) {
    auto const& kernels = snapshot.drivers.kernels;
    auto const found = std::find_if(kernels.begin(), kernels.end(),
                                    [&](auto const& k) { return k.release == release; });
    return found == kernels.end() ? nullptr : &*found;
}

// The newest installed kernel of the running flavour.
InstalledKernel const* newest_kernel(Snapshot const& snapshot) {
    InstalledKernel const* newest = nullptr;
    auto const wanted = flavour(release_of(snapshot));
    for (auto const& kernel : snapshot.drivers.kernels) {
        if (flavour(kernel.release) != wanted) continue;
        if (newest == nullptr || older_kernel(newest->release, kernel.release)) newest = &kernel;
    }
    return newest;
}

// Another version of the module may serve the same kernel.
bool served(Snapshot const& snapshot, std::string const& module, std::string const& kernel) {
    auto const& all = snapshot.drivers.dkms;
    return std::any_of(all.begin(), all.end(), [&](DkmsModule const& m) {
        return m.module == module && m.kernel == kernel && m.state == DkmsState::installed;
    });
}

Verdict judge_dkms(Snapshot const& snapshot, DkmsModule const& module,
                   InstalledKernel const& kernel, bool running) {
    auto verdict = drivers_verdict("drivers.dkms", State::unknown, "");
    verdict.subject = module.module;
    verdict.values = {
        {"module", module.module}, {"version", module.version}, {"kernel", kernel.release}};
    verdict.evidence = {
        {"/var/lib/dkms/" + module.module + "/" + module.version,
         std::string(enum_name(module.state)) + " for " + kernel.release},
        {"/lib/modules/" + kernel.release + "/build", kernel.headers ? "there" : "missing"}};
    if (module.build_failed) {
        verdict.evidence.push_back(
            {"/var/lib/dkms/" + module.module + "/" + module.version + "/build/make.log",
             "left behind by a failed build"});
    }
    auto const* words = running ? "running" : "next";
    if (!kernel.headers)
        words = running ? "running-no-headers" : "next-no-headers";
    else if (module.build_failed)
        words = running ? "running-failed" : "next-failed";
    bool const graphics = module.module.starts_with("nvidia");
    bool const missed = std::any_of(
        snapshot.drivers.devices.begin(), snapshot.drivers.devices.end(), [](auto const& d) {
            return d.state == DriverState::none || d.state == DriverState::dangling;
        });
    settle_fail(verdict, words, 0.9, graphics || missed ? Severity::warning : Severity::notice);
    return verdict;
}

}  // namespace

Verdicts dkms_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "drivers.dkms";
    if (snapshot.drivers.dkms.empty()) {
        return {drivers_verdict(kId, State::not_applicable, "not-used")};
    }
    auto const* const running = find_kernel(snapshot, release_of(snapshot));
    auto const* const newest = newest_kernel(snapshot);
    if (running == nullptr) return {drivers_verdict(kId, State::unknown, "no-tree")};
    Verdicts verdicts;
    for (auto const& module : snapshot.drivers.dkms) {
        if (served(snapshot, module.module, module.kernel)) continue;
        if (module.kernel == running->release) {
            verdicts.push_back(judge_dkms(snapshot, module, *running, true));
        } else if (newest != nullptr && module.kernel == newest->release &&
                   older_kernel(running->release, newest->release)) {
            verdicts.push_back(judge_dkms(snapshot, module, *newest, false));
        }
    }
    if (verdicts.empty()) verdicts.push_back(drivers_verdict(kId, State::pass, "installed"));
    return verdicts;
}

Verdicts reboot_pending_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "drivers.reboot-pending";
    auto const release = release_of(snapshot);
    auto const* const running = find_kernel(snapshot, release);
    auto const* const newest = newest_kernel(snapshot);
    auto verdict = drivers_verdict(kId, State::pass, "none");
    verdict.values = {{"kernel", release},
                      {"newest", newest != nullptr ? newest->release : std::string()}};
    if (snapshot.drivers.kernels.empty() || release.empty()) {
        return {drivers_verdict(kId, State::unknown, "no-tree")};
    }
    verdict.evidence = {{"/proc/sys/kernel/osrelease", release}};
    for (auto const& kernel : snapshot.drivers.kernels) {
        verdict.evidence.push_back({"/lib/modules", kernel.release});
    }
    if (running == nullptr) {
        // A container sees its own /lib/modules and the host's kernel.
        bool const unrelated = newest == nullptr || snapshot.platform.virtualization;
        if (unrelated) return {drivers_verdict(kId, State::unknown, "no-tree")};
        settle_fail(verdict, "tree-gone", 0.9, Severity::warning);
    } else if (newest != nullptr && older_kernel(release, newest->release)) {
        settle_fail(verdict, "newer-installed", 0.9, Severity::notice);
    } else if (snapshot.drivers.reboot_pending == true) {
        verdict.evidence.push_back({"/run/reboot-required", "there"});
        settle_fail(verdict, "asked-for", 0.95, Severity::notice);
    }
    return {verdict};
}

}  // namespace rigcheck
