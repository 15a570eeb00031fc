// pcie.gpu-attachment and pcie.path-bottleneck: what stands between the slot and the processor.
#include <algorithm>

#include "checklists/rules/pcie_subject.hpp"

namespace rigcheck {
namespace {

bool has_twin(std::vector<GpuSlot> const& slots, GpuSlot const& slot) {
    return std::any_of(slots.begin(), slots.end(), [&](GpuSlot const& other) {
        return other.gpu != slot.gpu && other.gpu->vendor == slot.gpu->vendor &&
               other.gpu->device == slot.gpu->device;
    });
}

Verdict judge_attachment(Snapshot const& snapshot, std::vector<GpuSlot> const& slots,
                         GpuSlot const& slot) {
    auto verdict = link_verdict("gpu-attachment", slot.link, *slot.gpu, State::unknown, "unknown");
    auto const say = [&](State state, std::string_view words) {
        verdict.state = state;
        verdict.words = words;
    };
    if (is_portable(snapshot.platform)) {
        say(State::not_applicable, "portable");
        return verdict;
    }
    switch (slot.attachment) {
        case Attachment::cpu:
            say(State::pass, "cpu");
            break;
        case Attachment::switched:
            say(State::pass, "switch");
            break;
        case Attachment::external:
            say(State::not_applicable, "external");
            break;
        case Attachment::chipset: {
            // A second, different card in the lower slot is often there on purpose.
            bool const matters = slots.size() == 1 || has_twin(slots, slot);
            make_fail(verdict, "chipset", matters ? Severity::warning : Severity::notice, 0.9);
            break;
        }
        case Attachment::vmd:
        case Attachment::integrated:
        case Attachment::unknown:
            break;
    }
    return verdict;
}

// Links above the slot that are real. Chipset uplinks advertise lanes that no board wires and
// tunnels invent their numbers, so neither is judged.
std::vector<SlotLink> uplinks(Pcie const& pcie, SlotLink const& slot) {
    std::vector<SlotLink> links;
    auto const hops = hops_to_root(pcie, *slot.port);
    for (std::size_t at = 0; at + 1 < hops.size(); ++at) {
        if (is_chipset(*hops[at]) || is_tunnel(*hops[at]) || is_tunnel(*hops[at + 1])) continue;
        links.push_back(link_between(*hops[at + 1], *hops[at]));
    }
    // Ports inside one switch have no link between them that could be narrow.
    std::erase_if(links,
                  [](SlotLink const& link) { return link.port->role == PcieRole::upstream_port; });
    return links;
}

Verdict judge_path(Snapshot const& snapshot, GpuSlot const& slot) {
    auto verdict = link_verdict("path-bottleneck", slot.link, *slot.gpu, State::pass, "direct");
    if (slot.attachment == Attachment::external) {
        verdict.state = State::not_applicable;
        verdict.words = "external";
        return verdict;
    }
    auto const own = capacity_gbs(slot.link);
    if (!own) {
        verdict.state = State::unknown;
        verdict.words = "no-link";
        return verdict;
    }
    for (auto const& link : uplinks(snapshot.pcie, slot.link)) {
        auto const above = capacity_gbs(link);
        if (!above || *above >= *own) continue;
        auto found = link_verdict("path-bottleneck", link, *slot.gpu, State::fail, "uplink");
        found.values["gbs_slot"] = gbs(*slot.link.possible_speed_gts(), *slot.link.width);
        // One lane or two for a whole card is seldom meant.
        make_fail(found, "uplink", *link.width <= 2 ? Severity::warning : Severity::notice, 0.9);
        return found;
    }
    return verdict;
}

}  // namespace

Verdicts gpu_attachment_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    auto const slots = gpu_slots(snapshot);
    for (auto const& slot : slots) verdicts.push_back(judge_attachment(snapshot, slots, slot));
    return verdicts;
}

Verdicts path_bottleneck_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    for (auto const& slot : gpu_slots(snapshot)) verdicts.push_back(judge_path(snapshot, slot));
    return verdicts;
}

}  // namespace rigcheck
