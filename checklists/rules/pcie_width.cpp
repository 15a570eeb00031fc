// pcie.gpu-width: unlike speed, width does not normally fall at idle, so an idle reading counts.
#include <algorithm>

#include "checklists/knowledge/pcie_platforms.hpp"
#include "checklists/rules/pcie_subject.hpp"

namespace rigcheck {
namespace {

constexpr std::string_view kId = "gpu-width";

// "0000:00:01" of "0000:00:01.1": functions of one root-port device share its lanes.
std::string device_of(std::string const& address) {
    return address.substr(0, address.find('.'));
}

// Another card or drive below a sibling of this root port takes its lanes.
bool shares_lanes(Snapshot const& snapshot, GpuSlot const& slot) {
    auto const& port = slot.link.port->address;
    auto const& functions = snapshot.pcie.functions;
    auto const is_neighbour = [&](PcieFunction const& other) {
        auto const nvme = other.class_code && other.class_code->value >> 8U == 0x0108;
        if (!nvme && !is_card_gpu(snapshot.pcie, other)) return false;
        auto const hops = hops_to_root(snapshot.pcie, other);
        return hops.back()->address != port && device_of(hops.back()->address) == device_of(port);
    };
    return std::any_of(functions.begin(), functions.end(), is_neighbour);
}

// What the person said of this card: by name, or of the only kind there is.
ExpectedGpu const* expectation_for(PcieFunction const& gpu, Expectations const& expectations) {
    for (auto const& expected : expectations.gpus) {
        if (expected.name && gpu.device_name &&
            gpu.device_name->find(*expected.name) != std::string::npos)
            return &expected;
    }
    bool const only = expectations.gpus.size() == 1 && !expectations.gpus.front().name;
    return only ? &expectations.gpus.front() : nullptr;
}

Severity by_width(int width) {
    return width <= 2 ? Severity::critical : Severity::warning;
}

// The port itself offers no more: configuration or design, not a bad seat.
void judge_port_limit(Verdict& verdict, Snapshot const& snapshot, GpuSlot const& slot,
                      bool only_card) {
    int const width = *slot.link.width;
    auto const* const platform = find_platform(snapshot.platform.cpu.model.value_or(""));
    bool const knows_lanes = platform != nullptr && platform->gpu_lanes.has_value();
    if (slot.attachment == Attachment::cpu && knows_lanes && *platform->gpu_lanes <= width) {
        verdict.state = State::pass;
        verdict.words = "cpu-limited";
        verdict.values["cpu"] = snapshot.platform.cpu.model.value_or("");
        return;
    }
    if (slot.attachment == Attachment::chipset)
        return make_fail(verdict, "chipset-slot", by_width(width), 0.95);
    if (width >= 8) {
        bool const could_be_16 = only_card && slot.attachment == Attachment::cpu && knows_lanes &&
                                 platform->kind == "client" && *platform->gpu_lanes > width &&
                                 !shares_lanes(snapshot, slot);
        return make_fail(verdict, "port-limited",
                         could_be_16 ? Severity::warning : Severity::notice, 0.9);
    }
    make_fail(verdict, "port-limited", by_width(width), 0.9);
}

// Both ends can do more than the link does.
void judge_trained(Verdict& verdict, Snapshot const& snapshot, GpuSlot const& slot) {
    int const width = *slot.link.width;
    if (shares_lanes(snapshot, slot))
        return make_fail(verdict, "shared", width >= 8 ? Severity::notice : by_width(width), 0.85);
    // Some ports advertise more lanes than the board wires, so a narrower slot is named too.
    make_fail(verdict, "reseat", by_width(width), 0.85);
}

Verdict judge(Snapshot const& snapshot, GpuSlot const& slot, ExpectedGpu const* expected,
              bool only_card) {
    auto const& link = slot.link;
    auto verdict = link_verdict(kId, link, *slot.gpu, State::unknown, "no-link");
    if (is_asleep(*slot.gpu)) {
        verdict.words = "asleep";
        return verdict;
    }
    if (slot.attachment == Attachment::external || is_portable(snapshot.platform)) {
        verdict.state = State::not_applicable;
        verdict.words = slot.attachment == Attachment::external ? "external" : "portable";
        return verdict;
    }
    if (link.width == kGoneWidth) {
        verdict.words = "gone";
        return verdict;
    }
    if (!link.width || !link.edge_max_width) return verdict;
    bool const riser = expected != nullptr && expected->riser.value_or(false);
    if (expected != nullptr && expected->width) {
        verdict.values["expected"] = std::to_string(*expected->width);
        if (*link.width < *expected->width) {
            make_fail(verdict, "below-expected", Severity::warning, 0.95);
        } else {
            verdict.state = State::pass;
            verdict.words = "expected";
        }
    } else if (*link.width >= *link.edge_max_width) {
        verdict.state = State::pass;
        verdict.words = *link.edge_max_width < 16 ? "by-design" : "full";
    } else if (!link.port_max_width) {
        verdict.words = "no-port";
    } else if (riser) {
        make_fail(verdict, "riser", Severity::notice, 0.85);
    } else if (*link.width >= *link.port_max_width) {
        judge_port_limit(verdict, snapshot, slot, only_card);
    } else {
        judge_trained(verdict, snapshot, slot);
    }
    return verdict;
}

}  // namespace

Verdicts gpu_width_rules(Snapshot const& snapshot, Expectations const& expectations) {
    Verdicts verdicts;
    auto const slots = gpu_slots(snapshot);
    for (auto const& slot : slots) {
        verdicts.push_back(
            judge(snapshot, slot, expectation_for(*slot.gpu, expectations), slots.size() == 1));
    }
    return verdicts;
}

}  // namespace rigcheck
