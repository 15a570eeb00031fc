// pcie.device-gone and pcie.regression: what was there and is not, or is worse than it was.
#include <algorithm>

#include "checklists/rules/pcie_subject.hpp"

namespace rigcheck {
namespace {

bool is_gone(PcieFunction const& function) {
    return function.link && function.link->width == kGoneWidth && !is_asleep(function);
}

bool same_kind(PcieFunction const& one, PcieFunction const& other) {
    return one.vendor == other.vendor && one.device == other.device;
}

bool same_machine(Snapshot const& now, Snapshot const& before) {
    return !now.platform.board || !before.platform.board ||
           *now.platform.board == *before.platform.board;
}

auto count_of(std::vector<GpuSlot> const& slots, PcieFunction const& kind) {
    return std::count_if(slots.begin(), slots.end(),
                         [&](GpuSlot const& slot) { return same_kind(*slot.gpu, kind); });
}

// Only the topmost function that is gone, and of a card only its first.
void add_gone(Snapshot const& snapshot, Verdicts& verdicts) {
    for (auto const& function : snapshot.pcie.functions) {
        if (!is_gone(function) || function.physical_function) continue;
        if (!function.address.ends_with(".0") && function.role == PcieRole::endpoint) continue;
        auto const* const above =
            function.parent ? find_function(snapshot.pcie, *function.parent) : nullptr;
        if (above != nullptr && is_gone(*above)) continue;
        auto verdict = pcie_verdict("device-gone", function.address, State::fail, "gone");
        make_fail(verdict, "gone", Severity::critical, 0.95);
        verdict.values["device"] = name_of(function);
        verdict.evidence.push_back(
            {"/sys/bus/pci/devices/" + function.address + "/current_link_width", "63"});
        verdicts.push_back(std::move(verdict));
    }
}

// A card that moved to another slot is still there, so cards are counted by kind.
void add_missing(Snapshot const& snapshot, Snapshot const& before, Verdicts& verdicts) {
    auto const now = gpu_slots(snapshot);
    auto const then = gpu_slots(before);
    for (auto const& slot : then) {
        if (slot.attachment == Attachment::external) continue;
        if (find_function(snapshot.pcie, slot.gpu->address) != nullptr &&
            same_kind(*find_function(snapshot.pcie, slot.gpu->address), *slot.gpu))
            continue;
        if (count_of(now, *slot.gpu) >= count_of(then, *slot.gpu)) continue;
        auto verdict = pcie_verdict("device-gone", slot.gpu->address, State::fail, "missing");
        make_fail(verdict, "missing", Severity::critical, 0.9);
        verdict.values["device"] = name_of(*slot.gpu);
        verdict.evidence.push_back({"earlier snapshot of " + before.taken_at, slot.gpu->address});
        verdicts.push_back(std::move(verdict));
    }
}

std::optional<SlotLink> same_slot(Snapshot const& before, PcieFunction const& function,
                                  SlotLink const& link) {
    auto const* const earlier = find_function(before.pcie, function.address);
    if (earlier == nullptr || !same_kind(*earlier, function)) return std::nullopt;
    auto const then = slot_link(before.pcie, *earlier);
    if (!then || then->port->address != link.port->address) return std::nullopt;
    return then;
}

Verdict compare(PcieFunction const& function, SlotLink const& now, SlotLink const& then) {
    auto verdict = link_verdict("regression", now, function, State::pass, "same");
    auto const speed_now = now.possible_speed_gts();
    auto const speed_then = then.possible_speed_gts();
    if (!now.width || !then.width || *now.width == kGoneWidth || *then.width == kGoneWidth) {
        verdict.state = State::unknown;
        verdict.words = "no-link";
        return verdict;
    }
    verdict.values["width_before"] = std::to_string(*then.width);
    verdict.evidence.push_back({"earlier snapshot, width", std::to_string(*then.width)});
    if (*now.width < *then.width) {
        make_fail(verdict, "narrower", Severity::warning, 0.95);
    } else if (speed_now && speed_then && *speed_now < *speed_then) {
        verdict.values["speed_before"] = plain(*speed_then);
        verdict.evidence.push_back(
            {"earlier snapshot, best speed of both ends", plain(*speed_then) + " GT/s"});
        make_fail(verdict, "slower", Severity::warning, 0.9);
    }
    return verdict;
}

}  // namespace

Verdicts device_gone_rules(Snapshot const& snapshot, Expectations const& expectations) {
    Verdicts verdicts;
    add_gone(snapshot, verdicts);
    auto const& before = expectations.baseline;
    if (before && same_machine(snapshot, *before)) add_missing(snapshot, *before, verdicts);
    if (verdicts.empty())
        verdicts.push_back(pcie_verdict("device-gone", "pcie", State::pass, "all-answer"));
    return verdicts;
}

Verdicts pcie_regression_rules(Snapshot const& snapshot, Expectations const& expectations) {
    auto const& before = expectations.baseline;
    if (!before || !same_machine(snapshot, *before))
        return {pcie_verdict("regression", "pcie", State::not_applicable, "no-earlier-run")};
    Verdicts verdicts;
    auto const judge = [&](PcieFunction const& function, SlotLink const& link) {
        if (auto const then = same_slot(*before, function, link))
            verdicts.push_back(compare(function, link, *then));
    };
    for (auto const& slot : gpu_slots(snapshot)) {
        if (slot.attachment != Attachment::external) judge(*slot.gpu, slot.link);
    }
    for (auto const* drive : functions_of_class(snapshot.pcie, 0x0108)) {
        if (auto const link = slot_link(snapshot.pcie, *drive)) judge(*drive, *link);
    }
    if (verdicts.empty())
        verdicts.push_back(pcie_verdict("regression", "pcie", State::not_applicable, "moved"));
    return verdicts;
}

}  // namespace rigcheck
