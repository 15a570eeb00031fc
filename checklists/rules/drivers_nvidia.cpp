// drivers.nvidia-mismatch, drivers.nvidia-branch, drivers.nouveau-in-use.
#include <fmt/format.h>

#include <algorithm>

#include "checklists/knowledge/driver_log.hpp"
#include "checklists/knowledge/nvidia_architectures.hpp"
#include "checklists/rules/drivers_checks.hpp"
#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

bool is_nouveau(DriverDevice const& device) {
    return device.driver == "nouveau" || device.driver == "nova_core" || device.driver == "nova";
}

std::vector<DriverDevice const*> nvidia_cards(Snapshot const& snapshot) {
    std::vector<DriverDevice const*> cards;
    for (auto const& device : snapshot.drivers.devices) {
        if (is_nvidia_display(device)) cards.push_back(&device);
    }
    return cards;
}

// The version that is loaded, or else would be.
std::optional<std::string> driver_version(NvidiaDriver const& driver) {
    if (driver.module_version) return driver.module_version;
    return driver.module_file ? driver.module_file->version : std::nullopt;
}

std::optional<NvidiaFlavour> driver_flavour(NvidiaDriver const& driver) {
    if (driver.module_flavour) return driver.module_flavour;
    return driver.module_file ? driver.module_file->flavour : std::nullopt;
}

// Why this driver cannot drive this card; null when it can, or when too little is known.
char const* misfit(NvidiaArchitecture const& card, std::optional<int> branch,
                   std::optional<NvidiaFlavour> flavour) {
    if (branch && card.last_branch && *branch > *card.last_branch) return "too-new";
    if (branch && card.first_branch && *branch < *card.first_branch) return "too-old";
    if (flavour == NvidiaFlavour::proprietary && card.open_module == "only") return "needs-open";
    if (flavour == NvidiaFlavour::open && card.open_module == "no") return "needs-proprietary";
    return nullptr;
}

Verdict judge_branch(Snapshot const& snapshot, DriverDevice const& card) {
    constexpr char const* kId = "drivers.nvidia-branch";
    auto verdict = device_verdict(snapshot, kId, card);
    auto const& driver = snapshot.drivers.nvidia;
    auto const version = driver_version(driver);
    auto const* const architecture = card.device ? find_nvidia_architecture(*card.device) : nullptr;
    if (!version) {
        verdict.state = State::not_applicable;
        verdict.words = "not-installed";
        return verdict;
    }
    verdict.evidence.push_back({"NVIDIA driver", *version});
    verdict.values["version"] = *version;
    if (card.driver == "nvidia") {
        verdict.state = State::pass;
        verdict.confidence = 1;
        verdict.words = architecture != nullptr && architecture->last_branch ? "frozen" : "works";
        if (architecture != nullptr) {
            verdict.values["last"] = std::to_string(architecture->last_branch.value_or(0));
        }
        return verdict;
    }
    if (architecture == nullptr) {
        verdict.words = "unknown-card";
        return verdict;
    }
    verdict.values["architecture"] = architecture->architecture;
    verdict.values["last"] = std::to_string(architecture->last_branch.value_or(0));
    verdict.values["first"] = std::to_string(architecture->first_branch.value_or(0));
    verdict.evidence.push_back(
        {"rigcheck's table of NVIDIA generations",
         fmt::format("{}: open module {}, last branch {}", architecture->architecture,
                     architecture->open_module,
                     architecture->last_branch ? std::to_string(*architecture->last_branch)
                                               : "still supported")});
    if (auto const* const words =
            misfit(*architecture, parse_number<int>(*version), driver_flavour(driver))) {
        for (auto const* means : {"wrong-flavour", "old-branch"}) {
            for (auto const& line : log_lines(snapshot.drivers, means)) {
                verdict.evidence.push_back({"kernel log", line});
            }
        }
        settle_fail(verdict, words, 0.95);
        return verdict;
    }
    verdict.state = State::pass;
    verdict.confidence = 0.9;
    verdict.words = "fits";
    return verdict;
}

}  // namespace

bool nvidia_installed(Snapshot const& snapshot) {
    auto const& drivers = snapshot.drivers;
    return drivers.nvidia.module_file || drivers.nvidia.module_version ||
           !drivers.nvidia.library_versions.empty() ||
           std::any_of(drivers.dkms.begin(), drivers.dkms.end(),
                       [](DkmsModule const& m) { return m.module.starts_with("nvidia"); });
}

bool wrong_nvidia_driver(Snapshot const& snapshot, DriverDevice const& device) {
    return is_nvidia_display(device) && judge_branch(snapshot, device).state == State::fail;
}

Verdicts nvidia_mismatch_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "drivers.nvidia-mismatch";
    auto const& driver = snapshot.drivers.nvidia;
    if (nvidia_cards(snapshot).empty()) {
        return {drivers_verdict(kId, State::not_applicable, "no-card")};
    }
    if (!driver.module_version) return {drivers_verdict(kId, State::not_applicable, "not-loaded")};
    auto verdict = drivers_verdict(kId, State::unknown, "no-library");
    verdict.values = {{"module", *driver.module_version},
                      {"library", joined(driver.library_versions)}};
    verdict.evidence = {{"/proc/driver/nvidia/version", *driver.module_version},
                        {"libcuda.so, libnvidia-ml.so", joined(driver.library_versions)}};
    auto const& libraries = driver.library_versions;
    bool const told = driver.nvml_error == "version-mismatch";
    if (told) verdict.evidence.push_back({"NVML", "version-mismatch"});
    if (libraries.empty() && !told) return {verdict};
    bool const same = std::all_of(libraries.begin(), libraries.end(),
                                  [&](auto const& v) { return v == *driver.module_version; });
    if (same && !told) {
        verdict.state = State::pass;
        verdict.confidence = 1;
        verdict.words = "same";
        return {verdict};
    }
    settle_fail(verdict, libraries.size() > 1 ? "mixed" : "differ", told ? 0.99 : 0.95);
    return {verdict};
}

Verdicts nvidia_branch_rules(Snapshot const& snapshot) {
    Verdicts verdicts;
    for (auto const* card : nvidia_cards(snapshot)) {
        if (card->state == DriverState::stub) continue;
        verdicts.push_back(judge_branch(snapshot, *card));
    }
    if (verdicts.empty()) {
        verdicts.push_back(
            drivers_verdict("drivers.nvidia-branch", State::not_applicable, "no-card"));
    }
    return verdicts;
}

Verdicts nouveau_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "drivers.nouveau-in-use";
    auto const cards = nvidia_cards(snapshot);
    if (cards.empty()) return {drivers_verdict(kId, State::not_applicable, "no-card")};
    Verdicts verdicts;
    for (auto const* card : cards) {
        if (!is_nouveau(*card)) continue;
        auto verdict = device_verdict(snapshot, kId, *card);
        verdict.values["driver"] = *card->driver;
        bool const installed = nvidia_installed(snapshot);
        if (installed) verdict.evidence.push_back({"NVIDIA driver", "its files are on the disk"});
        settle_fail(verdict, installed ? "instead-of-nvidia" : "only-driver", 0.95,
                    installed ? Severity::warning : Severity::notice);
        verdicts.push_back(std::move(verdict));
    }
    if (verdicts.empty()) verdicts.push_back(drivers_verdict(kId, State::pass, "not-in-use"));
    return verdicts;
}

}  // namespace rigcheck
