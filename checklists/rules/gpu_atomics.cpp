// pcie.gpu-atomics: ROCm needs atomic operations on every port between the processor and an AMD
// card; chipset slots and old boards lack them, and the kernel then leaves the card out of its
// list.
#include "checklists/knowledge/driver_log.hpp"
#include "checklists/rules/gpu_checks.hpp"

namespace rigcheck {

Verdicts gpu_atomics_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "pcie.gpu-atomics";
    auto const& drivers = snapshot.drivers;
    Gpu const* card = nullptr;
    for (auto const& gpu : snapshot.gpus) {
        if (gpu.vendor == "amd" && gpu.driver == "amdgpu") card = &gpu;
    }
    if (card == nullptr) return {verdict_of(kId, "pcie", State::not_applicable, "no-card")};
    auto const lines = log_lines(drivers, "atomics");
    if (lines.empty()) {
        bool const listed = !drivers.kfd_gpu_targets.empty();
        auto verdict = verdict_of(kId, "pcie", listed ? State::pass : State::unknown,
                                  listed ? "listed" : "not-told");
        return {verdict};
    }
    auto verdict = verdict_of(kId, "pcie", State::unknown, "");
    for (auto const& line : lines) verdict.evidence.push_back({"kernel log", line});
    settle_fail(verdict, "rejected", 0.95);
    return {verdict};
}

}  // namespace rigcheck
