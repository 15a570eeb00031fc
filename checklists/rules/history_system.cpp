// history.gpu-lost, history.kernel-panic and history.out-of-memory: what the kernel said of the
// last run.
#include <algorithm>

#include "checklists/knowledge/nvidia_xid.hpp"
#include "checklists/rules/history_checks.hpp"

namespace rigcheck {
namespace {

// The first number of a burst names the fault; what follows are its consequences.
LogMatch const* first_hardware_xid(std::vector<LogMatch const*> const& lines) {
    auto const at = std::find_if(lines.begin(), lines.end(), [](LogMatch const* line) {
        return !kind_of_xid(named(*line, "xid")).empty();
    });
    return at == lines.end() ? nullptr : *at;
}

std::vector<LogMatch const*> lines_of_lost_card(Snapshot const& snapshot) {
    auto lines = recent_lines(snapshot, "nvidia-off-bus");
    auto const failed = recent_lines(snapshot, "amdgpu-reset-failed");
    lines.insert(lines.end(), failed.begin(), failed.end());
    return lines;
}

Severity severity_of(std::string_view kind) {
    return kind == "lost" || kind == "cable" ? Severity::critical : Severity::warning;
}

}  // namespace

Verdicts gpu_lost_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "history.gpu-lost";
    auto verdict = nothing_found(snapshot, kId);
    auto const xids = recent_lines(snapshot, "nvidia-xid");
    if (auto const* const first = first_hardware_xid(xids)) {
        auto const xid = named(*first, "xid");
        auto const kind = kind_of_xid(xid);
        verdict.values = {{"xid", xid}, {"address", named(*first, "address")}};
        add_lines(verdict, xids);
        settle_fail(verdict, "xid-" + std::string(kind), 0.95, severity_of(kind));
        return {verdict};
    }
    auto const lost = lines_of_lost_card(snapshot);
    auto const hung = recent_lines(snapshot, "amdgpu-ring-timeout");
    if (!lost.empty()) {
        add_lines(verdict, lost);
        settle_fail(verdict, "lost", 0.95, Severity::critical);
    } else if (!hung.empty()) {
        add_lines(verdict, hung);
        verdict.values["count"] = std::to_string(hung.size());
        settle_fail(verdict, "hung", 0.9);
    }
    return {verdict};
}

Verdicts kernel_panic_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "history.kernel-panic";
    auto verdict = nothing_found(snapshot, kId);
    auto const signs = causes::signs_of(snapshot, {});
    auto const panic = signs.find("panic");
    if (panic == signs.end() || !panic->second.yes) return {verdict};
    verdict.evidence = {panic->second.by};
    auto const is = [&](char const* sign) {
        auto const at = signs.find(sign);
        return at != signs.end() && at->second.yes;
    };
    settle_fail(verdict,
                is("panic-machine-check") ? "hardware"
                : is("panic-storage")     ? "storage"
                : is("panics-differ")     ? "differ"
                                          : "panic",
                0.95);
    return {verdict};
}

Verdicts out_of_memory_rules(Snapshot const& snapshot) {
    constexpr char const* kId = "history.out-of-memory";
    auto verdict = nothing_found(snapshot, kId);
    auto const lines = recent_lines(snapshot, "oom-kill");
    if (lines.empty()) return {verdict};
    add_lines(verdict, lines);
    verdict.values = {{"process", named(*lines.back(), "process")},
                      {"count", std::to_string(lines.size())}};
    settle_fail(verdict, "killed", 0.95);
    return {verdict};
}

}  // namespace rigcheck
