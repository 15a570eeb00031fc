#include <fmt/format.h>

#include <cmath>

#include "checklists/power/budget.hpp"
#include "checklists/rules/pcie_subject.hpp"
#include "checklists/rules/rules.hpp"

// Is the power supply large enough? Its label is nowhere to be read, so the person says it
// (domain notes, payback 5).
namespace rigcheck {
namespace {

constexpr char const* kId = "power.psu-headroom";

std::string watts(double w) {
    return fmt::format("{:.0f}", w);
}

void add_evidence(Verdict& verdict, power::Budget const& budget) {
    for (auto const& item : budget.items) {
        auto const name = item.name.empty() ? std::string(enum_name(item.consumer)) : item.name;
        verdict.evidence.push_back({fmt::format("{} ({})", name, enum_name(item.basis)),
                                    item.count > 1
                                        ? fmt::format("{} x {} W", item.count, watts(item.peak_w))
                                        : watts(item.peak_w) + " W"});
    }
}

// The sum alone against the label; the sizing rule with its peaks.
power::Headroom headroom_of(power::Demand demand, PsuKind kind, double rating_w) {
    demand.psu = kind;
    return power::headroom(power::need_of(demand), rating_w);
}

void judge(Verdict& verdict, power::Budget const& budget, Expectations const& expectations) {
    auto demand = budget.demand();
    double const rating_w = *expectations.psu_w;
    auto const worst =
        headroom_of(demand, expectations.psu_kind.value_or(PsuKind::legacy), rating_w);
    auto const best =
        headroom_of(demand, expectations.psu_kind.value_or(PsuKind::atx3_16pin), rating_w);
    demand.psu = expectations.psu_kind.value_or(PsuKind::legacy);
    auto const need = power::need_of(demand);
    verdict.values["rating"] = watts(rating_w);
    verdict.values["sum"] = watts(need.sustained_w);
    verdict.values["need"] = watts(std::ceil(need.need_w));
    verdict.values["recommended"] = watts(need.recommended_w.value_or(std::ceil(need.need_w)));
    if (best == power::Headroom::too_small) {
        // What limits and makers' figures alone add up to leaves nothing to argue about.
        bool const sure = rating_w < budget.sure_w();
        settle_fail(verdict, "too-small", sure ? 0.95 : kMinimumConfidence,
                    sure ? Severity::critical : Severity::warning);
    } else if (worst != best) {
        verdict.words = "kind-unknown";
        verdict.needs = "person";
    } else if (best == power::Headroom::spikes) {
        settle_fail(verdict, "spikes", kMinimumConfidence, Severity::warning);
    } else {
        verdict.state = State::pass;
        verdict.words = best == power::Headroom::oversized ? "oversized" : "fine";
    }
}

}  // namespace

Verdicts power_rules(Snapshot const& snapshot, Expectations const& expectations) {
    auto verdict = verdict_of(kId, "psu", State::not_applicable, "virtual");
    if (snapshot.platform.virtualization) return {verdict};
    verdict.words = "portable";
    if (is_portable(snapshot.platform)) return {verdict};
    auto const budget = power::budget_of(snapshot, expectations);
    auto const demand = budget.demand();
    verdict.words = "small";
    if (!expectations.psu_w && demand.gpus.empty() && budget.unknown_gpus.empty()) return {verdict};
    verdict.state = State::unknown;
    verdict.needs = "person";
    if (!budget.complete()) {
        verdict.words = budget.unknown_cpu ? "cpu-unknown" : "gpu-unknown";
        verdict.values["part"] = budget.unknown_cpu
                                     ? snapshot.platform.cpu.model.value_or("processor")
                                     : joined(budget.unknown_gpus);
        return {verdict};
    }
    add_evidence(verdict, budget);
    if (!expectations.psu_w) {
        auto const need = power::need_of(demand);
        verdict.words = "label-unknown";
        verdict.values["sum"] = watts(need.sustained_w);
        return {verdict};
    }
    verdict.needs.reset();
    judge(verdict, budget, expectations);
    return {verdict};
}

}  // namespace rigcheck
