// drivers.cuda-driver, setup.cudnn-mismatch, setup.cpu-only-framework: do the CUDA files on the
// disk fit each other, the driver and the card? That there are none is no fault: frameworks bring
// theirs.
#include <fmt/format.h>

#include <algorithm>

#include "checklists/knowledge/cuda_versions.hpp"
#include "checklists/knowledge/nvidia_architectures.hpp"
#include "checklists/rules/drivers_checks.hpp"
#include "checklists/rules/setup_checks.hpp"
#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

// Something that was built for a CUDA version.
struct CudaUser {
    std::string name, where, cuda;
    bool framework = false;
};

std::vector<CudaUser> cuda_users(Cuda const& cuda) {
    std::vector<CudaUser> users;
    for (auto const& framework : cuda.frameworks) {
        if (!framework.cuda) continue;
        users.push_back(
            {framework.name + " " + framework.version, framework.path, *framework.cuda, true});
    }
    for (auto const& toolkit : cuda.toolkits) {
        users.push_back({"CUDA toolkit " + toolkit.version, toolkit.path, toolkit.version, false});
    }
    return users;
}

// The last major CUDA version for which any card of this machine has a driver; empty: no end.
std::optional<int> last_cuda(std::vector<DriverDevice const*> const& cards) {
    std::optional<int> last = 0;
    for (auto const* card : cards) {
        auto const* const generation =
            card->device ? find_nvidia_architecture(*card->device) : nullptr;
        if (generation == nullptr || !generation->last_cuda) return std::nullopt;
        last = std::max(*last, *generation->last_cuda);
    }
    return last;
}

std::string generations(std::vector<DriverDevice const*> const& cards) {
    std::string names;
    for (auto const* card : cards) {
        auto const* const generation =
            card->device ? find_nvidia_architecture(*card->device) : nullptr;
        if (generation == nullptr || names.find(generation->architecture) != std::string::npos) {
            continue;
        }
        names += (names.empty() ? "" : ", ") + generation->architecture;
    }
    return names;
}

Verdict judge_user(Snapshot const& snapshot, CudaUser const& user,
                   std::vector<DriverDevice const*> const& cards) {
    auto verdict = drivers_verdict("drivers.cuda-driver", State::unknown, "no-driver");
    verdict.subject = user.where;
    auto const driver = snapshot.drivers.nvidia.module_version;
    auto const needed = driver_for_cuda(user.cuda);
    verdict.values = {{"name", user.name},
                      {"cuda", user.cuda},
                      {"driver", driver.value_or("")},
                      {"needed", needed.value_or("")},
                      {"generation", generations(cards)}};
    verdict.evidence = {{user.where, fmt::format("{}, CUDA {}", user.name, user.cuda)}};
    auto const last = last_cuda(cards);
    auto const major = parse_number<int>(user.cuda);
    if (last && major && *major > *last) {
        verdict.values["last"] = std::to_string(*last);
        verdict.evidence.push_back({"rigcheck's table of NVIDIA generations",
                                    fmt::format("{}: CUDA up to {}", generations(cards), *last)});
        settle_fail(verdict, user.framework ? "infeasible" : "infeasible-toolkit", 0.95,
                    user.framework ? Severity::critical : Severity::warning);
        return verdict;
    }
    if (!driver) return verdict;
    verdict.evidence.push_back({"NVIDIA driver", *driver});
    if (!needed) {
        verdict.words = "not-in-table";
    } else if (less_version(*driver, *needed)) {
        settle_fail(verdict, "driver-old", 0.95, Severity::warning);
    } else {
        verdict.state = State::pass;
        verdict.confidence = 0.95;
        verdict.words = "fits";
    }
    return verdict;
}

std::string major_minor(std::string_view version) {
    auto const first = version.find('.');
    auto const second = version.find('.', first == std::string_view::npos ? first : first + 1);
    return std::string(version.substr(0, second));
}

// From CUDA 11 on, libraries of one major version serve all its minor ones.
bool same_cuda(std::string_view a, std::string_view b) {
    auto const major = parse_number<int>(a);
    if (major != parse_number<int>(b)) return false;
    bool const only_major = a.find('.') == std::string_view::npos;
    return only_major || major >= 11 || major_minor(a) == major_minor(b);
}

std::optional<std::string> toolkit_version(Cuda const& cuda, CudnnHeader const& header) {
    if (!header.toolkit) return std::nullopt;
    for (auto const& toolkit : cuda.toolkits) {
        if (toolkit.path == *header.toolkit) return toolkit.version;
    }
    return std::nullopt;
}

Verdict judge_cudnn(Cuda const& cuda, CudnnHeader const& header) {
    auto verdict = setup_verdict("setup.cudnn-mismatch", State::pass, "fits");
    verdict.subject = header.path;
    auto const toolkit = toolkit_version(cuda, header);
    verdict.values = {{"cudnn", header.version},
                      {"toolkit", toolkit.value_or("")},
                      {"built_for", header.built_for.value_or("")},
                      {"file", header.path}};
    verdict.evidence = {{header.path, "cuDNN " + header.version}};
    if (!toolkit) {
        verdict.words = "by-package";
        return verdict;
    }
    verdict.evidence.push_back({*header.toolkit, "CUDA " + *toolkit});
    if (header.built_for) {
        verdict.evidence.push_back(
            {header.built_for_source.value_or("archive"), "for CUDA " + *header.built_for});
    }
    if (cudnn_fits(header.version, *toolkit) == false) {
        settle_fail(verdict, "never-fits", 0.9, Severity::warning);
    } else if (header.built_for && !same_cuda(*header.built_for, *toolkit)) {
        settle_fail(verdict, "other-cuda", 0.85, Severity::warning);
    }
    return verdict;
}

bool can_compute(Snapshot const& snapshot) {
    bool const nvidia = std::any_of(
        snapshot.pcie.functions.begin(), snapshot.pcie.functions.end(), [](PcieFunction const& f) {
            return f.vendor == Hex<4>{0x10DE} && f.class_code && f.class_code->value >> 16U == 0x03;
        });
    return nvidia || !snapshot.drivers.kfd_gpu_targets.empty();
}

}  // namespace

Verdicts cuda_driver_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "drivers.cuda-driver";
    std::vector<DriverDevice const*> cards;
    for (auto const& device : snapshot.drivers.devices) {
        if (is_nvidia_display(device)) cards.push_back(&device);
    }
    auto const users = cuda_users(snapshot.drivers.cuda);
    if (cards.empty()) return {drivers_verdict(kId, State::not_applicable, "no-card")};
    if (users.empty()) return {drivers_verdict(kId, State::not_applicable, "no-cuda")};
    Verdicts verdicts;
    for (auto const& user : users) verdicts.push_back(judge_user(snapshot, user, cards));
    return verdicts;
}

Verdicts cudnn_mismatch(Snapshot const& snapshot) {
    auto const& cuda = snapshot.drivers.cuda;
    Verdicts verdicts;
    for (auto const& header : cuda.cudnn) verdicts.push_back(judge_cudnn(cuda, header));
    if (verdicts.empty()) {
        verdicts.push_back(
            setup_verdict("setup.cudnn-mismatch", State::not_applicable, "no-cudnn"));
    }
    return verdicts;
}

Verdicts cpu_only_framework(Snapshot const& snapshot) {
    constexpr char const* kId = "setup.cpu-only-framework";
    auto const& frameworks = snapshot.drivers.cuda.frameworks;
    if (frameworks.empty()) return {setup_verdict(kId, State::not_applicable, "no-framework")};
    if (!can_compute(snapshot)) return {setup_verdict(kId, State::not_applicable, "no-card")};
    bool const another = std::any_of(frameworks.begin(), frameworks.end(),
                                     [](Framework const& f) { return !f.cpu_only; });
    Verdicts verdicts;
    for (auto const& framework : frameworks) {
        if (!framework.cpu_only) continue;
        auto verdict = setup_verdict(kId, State::unknown, "");
        verdict.subject = framework.path;
        verdict.values = {
            {"name", framework.name}, {"version", framework.version}, {"path", framework.path}};
        verdict.evidence = {{framework.path, framework.name + " " + framework.version}};
        settle_fail(verdict, another ? "one-of-several" : "only-one", 0.95,
                    another ? Severity::notice : Severity::warning);
        verdicts.push_back(std::move(verdict));
    }
    if (verdicts.empty()) verdicts.push_back(setup_verdict(kId, State::pass, "uses-card"));
    return verdicts;
}

}  // namespace rigcheck
