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

void judge(Verdict& verdict, power::Budget const& budget, Expectations const& expectations) {
    auto demand = budget.demand();
    double const rating_w = *expectations.psu_w;
    auto const with = [&](PsuKind otherwise) {
        return power::headroom(budget, demand, expectations.psu_kind.value_or(otherwise), rating_w);
    };
    auto const worst = with(PsuKind::legacy);
    auto const best = with(PsuKind::atx3_16pin);
    demand.psu = expectations.psu_kind.value_or(PsuKind::legacy);
    auto const need = power::need_of(demand);
    verdict.values["rating"] = watts(rating_w);
    verdict.values["sum"] = watts(need.sustained_w);
    verdict.values["need"] = watts(std::ceil(need.need_w));
    verdict.values["recommended"] = watts(need.recommended_w.value_or(std::ceil(need.need_w)));
    if (best == power::Headroom::too_small) {
        settle_fail(verdict, "too-small", 0.95, Severity::critical);
    } else if (best == power::Headroom::tight) {
        settle_fail(verdict, "tight", kMinimumConfidence, Severity::warning);
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
