// pcie.gpu-speed and pcie.bandwidth: speed falls at idle by design, so only a reading under load
// can accuse.
#include <fmt/format.h>

#include <algorithm>

#include "checklists/rules/pcie_subject.hpp"

namespace rigcheck {
namespace {

// The fastest the link was seen during timed copies.
std::optional<double> speed_under_load(Pcie const& pcie, PcieFunction const& gpu) {
    std::optional<double> best;
    for (auto const& copy : pcie.copies) {
        if (copy.address == gpu.address && copy.speed_gts)
            best = std::max(best.value_or(0), *copy.speed_gts);
    }
    return best;
}

// The driver says that the card works, before the link was read and after (as NVIDIA's DCGM asks):
// then a slow link is no link at rest.
bool works_now(Snapshot const& snapshot, PcieFunction const& gpu) {
    auto const found = std::find_if(snapshot.gpus.begin(), snapshot.gpus.end(),
                                    [&](Gpu const& g) { return g.address == gpu.address; });
    if (found == snapshot.gpus.end()) return false;
    auto const active = [](std::optional<std::string> const& state) {
        return state == "P0" || state == "P1" || state == "P2";
    };
    constexpr int kBusyPercent = 10;
    return active(found->performance_state) && active(found->performance_state_after) &&
           found->utilization_percent.value_or(0) >= kBusyPercent;
}

void judge_slow(Verdict& verdict, SlotLink const& link, double speed, bool active) {
    auto const& capability = link.port->capability;
    auto const target = capability ? capability->target_speed_gts : std::nullopt;
    bool const capped = target && *target < *link.possible_speed_gts() && speed >= *target;
    if (capped) {
        verdict.values["target"] = plain(*target);
        verdict.evidence.push_back(
            {fmt::format("/sys/bus/pci/devices/{}/config, Link Control 2", link.port->address),
             plain(*target) + " GT/s"});
    }
    if (active)
        return make_fail(verdict, capped ? "capped" : "slow", Severity::warning,
                         capped ? 0.95 : 0.9);
    // A driver may lower the target itself to save power, so this too waits for a load.
    verdict.words = capped ? "capped-idle" : "idle";
    verdict.needs = "load";
}

Verdict judge_speed(Snapshot const& snapshot, GpuSlot const& slot) {
    auto const& link = slot.link;
    auto verdict = link_verdict("gpu-speed", link, *slot.gpu, State::unknown, "no-link");
    if (slot.attachment == Attachment::external) {
        verdict.state = State::not_applicable;
        verdict.words = "external";
        return verdict;
    }
    if (is_asleep(*slot.gpu)) {
        verdict.words = "asleep";
        verdict.needs = "load";
        return verdict;
    }
    auto const loaded = speed_under_load(snapshot.pcie, *slot.gpu);
    auto const best = std::max(loaded, link.speed_gts);
    auto const possible = link.possible_speed_gts();
    if (!best || !possible || link.width == kGoneWidth) return verdict;
    verdict.values["speed"] = plain(*best);
    if (loaded) {
        verdict.evidence.push_back({"speed of the link during the copies", plain(*loaded)});
        if (link.width) verdict.values["gbs_now"] = gbs(*best, *link.width);
    }
    if (*best < *possible) {
        bool const works = works_now(snapshot, *slot.gpu);
        if (works) verdict.evidence.push_back({"performance state of the card", "at work"});
        judge_slow(verdict, link, *best, loaded || works);
        return verdict;
    }
    verdict.state = State::pass;
    verdict.words = *link.port_max_speed_gts < *link.edge_max_speed_gts ? "board-limited" : "full";
    return verdict;
}

// The best pinned copy; memory that is not pinned takes about half as long again for other reasons.
PcieCopy const* best_copy(Pcie const& pcie, PcieFunction const& gpu) {
    PcieCopy const* best = nullptr;
    auto const fastest = [](PcieCopy const& copy) {
        return std::max(copy.to_device_gbs, copy.from_device_gbs);
    };
    for (auto const& copy : pcie.copies) {
        if (copy.address != gpu.address || !copy.pinned) continue;
        if (best == nullptr || fastest(copy) > fastest(*best)) best = &copy;
    }
    return best;
}

Verdict judge_bandwidth(Snapshot const& snapshot, GpuSlot const& slot) {
    auto const& link = slot.link;
    auto verdict = link_verdict("bandwidth", link, *slot.gpu, State::unknown, "not-measured");
    auto const* const copy = best_copy(snapshot.pcie, *slot.gpu);
    if (copy == nullptr) {
        verdict.needs = "load";
        return verdict;
    }
    auto const speed = copy->speed_gts ? copy->speed_gts : link.possible_speed_gts();
    auto const width = copy->width ? copy->width : link.width;
    if (!speed || !width || *width == kGoneWidth || *speed <= 0) {
        verdict.words = "no-link";
        return verdict;
    }
    double const measured = std::max(copy->to_device_gbs, copy->from_device_gbs);
    double const share = measured / bandwidth_gbs(*speed, *width);
    verdict.values["measured"] = fmt::format("{:.1f}", measured);
    verdict.values["table"] = gbs(*speed, *width);
    verdict.values["percent"] = fmt::format("{:.0f}", share * 100);
    verdict.evidence.push_back(
        {"timed copy, to and from the card",
         fmt::format("{:.1f} and {:.1f} GB/s", copy->to_device_gbs, copy->from_device_gbs)});
    if (share >= 0.8) {
        verdict.state = State::pass;
        verdict.words = "good";
    } else if (share >= 0.7) {
        make_fail(verdict, "fair", Severity::notice, 0.85);
    } else {
        // A chipset's own uplink, which Intel hides, explains a low figure.
        bool const behind =
            slot.attachment == Attachment::chipset || slot.attachment == Attachment::external;
        make_fail(verdict, behind ? "low-behind" : "low",
                  behind ? Severity::notice : Severity::warning, 0.85);
    }
    return verdict;
}

}  // namespace

Verdicts gpu_speed_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    for (auto const& slot : gpu_slots(snapshot)) verdicts.push_back(judge_speed(snapshot, slot));
    return verdicts;
}

Verdicts bandwidth_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    for (auto const& slot : gpu_slots(snapshot))
        verdicts.push_back(judge_bandwidth(snapshot, slot));
    return verdicts;
}

}  // namespace rigcheck
