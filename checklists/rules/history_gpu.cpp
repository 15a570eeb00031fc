// history.gpu-lost: what the drivers of graphics cards reported.
#include <algorithm>

#include "checklists/causes/moment.hpp"
#include "checklists/knowledge/nvidia_xid.hpp"
#include "checklists/rules/history_checks.hpp"

namespace rigcheck {
namespace {

// Of a burst the first number that blames the machine; the others are its consequences.
struct Burst {
    LogMatch const* first = nullptr;
    XidCode const* code = nullptr;
    Severity severity = Severity::notice;
};

bool follows(LogMatch const& line, LogMatch const& before) {
    constexpr double kBurst = 10;  // s
    auto const at = seconds_of(line.at);
    auto const then = seconds_of(before.at);
    return line.boot_id == before.boot_id && at && then && *at - *then <= kBurst;
}

// The worst; of two equal ones the later.
std::optional<Burst> worst_burst(Lines const& lines) {
    std::optional<Burst> worst;
    LogMatch const* before = nullptr;
    bool named_one = false;
    for (auto const* const line : lines) {
        if (before == nullptr || !follows(*line, *before)) named_one = false;
        before = line;
        auto const* const code = find_xid(named(*line, "xid"));
        auto const* const kind = code == nullptr ? nullptr : find_xid_kind(code->kind);
        if (named_one || kind == nullptr || !kind->raises) continue;
        named_one = true;
        if (!worst || *kind->raises <= worst->severity) worst = Burst{line, code, *kind->raises};
    }
    return worst;
}

void judge_xids(Verdict& verdict, Snapshot const& snapshot, Lines const& xids) {
    auto const worst = worst_burst(xids);
    add_lines(verdict, xids);
    if (!worst) {
        verdict.words = "programs";
        return;
    }
    auto const address = named(*worst->first, "address");
    verdict.values = {{"xid", std::to_string(worst->code->xid)}, {"address", address}};
    if (worst->code->kind == "lost" && is_external(snapshot, address)) {
        verdict.state = State::unknown;
        verdict.confidence = 0;
        verdict.words = "external";
        return;
    }
    settle_fail(verdict, "xid-" + worst->code->kind, 0.95, worst->severity);
}

}  // namespace

Verdict gpu_lost(LastEnd const& end) {
    auto verdict = nothing_found(end, "history.gpu-lost", About::both_runs);
    auto const& snapshot = end.snapshot;
    auto const xids = recent_lines(snapshot, {"nvidia-xid"});
    if (worst_burst(xids)) {
        judge_xids(verdict, snapshot, xids);
        return verdict;
    }
    auto const lost = recent_lines(
        snapshot, {"nvidia-off-bus", "amdgpu-off-bus", "amdgpu-reset-failed", "xe-wedged"});
    auto const hung = recent_lines(
        snapshot, {"amdgpu-ring-timeout", "radeon-lockup", "intel-gpu-hang", "xe-hang"});
    constexpr std::size_t kOften = 3;
    if (!lost.empty()) {
        add_lines(verdict, lost);
        settle_fail(verdict, "lost", 0.95);
    } else if (!hung.empty()) {
        add_lines(verdict, hung);
        verdict.values["count"] = std::to_string(hung.size());
        settle_fail(verdict, hung.size() < kOften ? "hung" : "hung-often", 0.9);
    } else if (!xids.empty()) {
        judge_xids(verdict, snapshot, xids);
    }
    return verdict;
}

}  // namespace rigcheck
