#include "checklists/rules/pcie_subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rigcheck {
namespace {

std::string file(PcieFunction const& function, std::string_view name) {
    return fmt::format("/sys/bus/pci/devices/{}/{}", function.address, name);
}

void add_evidence(Verdict& verdict, PcieFunction const& function) {
    if (!function.link) return;
    auto const add = [&](std::string_view name, std::string const& value) {
        verdict.evidence.push_back({file(function, name), value});
    };
    auto const& link = *function.link;
    if (link.speed_gts) add("current_link_speed", plain(*link.speed_gts) + " GT/s");
    if (link.width) add("current_link_width", std::to_string(*link.width));
    if (link.max_speed_gts) add("max_link_speed", plain(*link.max_speed_gts) + " GT/s");
    if (link.max_width) add("max_link_width", std::to_string(*link.max_width));
}

void add_values(Verdict& verdict, SlotLink const& link) {
    auto& values = verdict.values;
    values["port"] = link.port->slot.value_or(link.port->address);
    if (link.width) values["width"] = std::to_string(*link.width);
    if (link.speed_gts) values["speed"] = plain(*link.speed_gts);
    if (link.edge_max_width) values["card_width"] = std::to_string(*link.edge_max_width);
    if (link.port_max_width) values["port_width"] = std::to_string(*link.port_max_width);
    if (link.edge_max_speed_gts) values["card_speed"] = plain(*link.edge_max_speed_gts);
    if (link.port_max_speed_gts) values["port_speed"] = plain(*link.port_max_speed_gts);
    auto const speed = link.possible_speed_gts();
    if (speed) values["possible_speed"] = plain(*speed);
    if (speed && link.width) values["gbs_width"] = gbs(*speed, *link.width);
    if (speed && link.edge_max_width) values["gbs_full"] = gbs(*speed, *link.edge_max_width);
    if (link.speed_gts && link.width) values["gbs_now"] = gbs(*link.speed_gts, *link.width);
    if (link.edge_max_speed_gts && link.edge_max_width)
        values["gbs_card"] = gbs(*link.edge_max_speed_gts, *link.edge_max_width);
}

}  // namespace

std::vector<GpuSlot> gpu_slots(Snapshot const& snapshot) {
    std::vector<GpuSlot> slots;
    for (auto const& function : snapshot.pcie.functions) {
        if (!is_card_gpu(snapshot.pcie, function)) continue;
        auto const link = slot_link(snapshot.pcie, function);
        if (!link) continue;
        auto const seen = std::any_of(slots.begin(), slots.end(), [&](GpuSlot const& slot) {
            return slot.link.edge == link->edge;
        });
        if (!seen) slots.push_back({&function, *link, attachment(snapshot, function)});
    }
    return slots;
}

std::vector<PcieFunction const*> functions_of_class(Pcie const& pcie, std::uint32_t class_code) {
    std::vector<PcieFunction const*> found;
    for (auto const& function : pcie.functions) {
        if (!function.physical_function && function.class_code &&
            function.class_code->value >> 8U == class_code) {
            found.push_back(&function);
        }
    }
    return found;
}

bool is_portable(Platform const& platform) {
    constexpr std::array<std::string_view, 10> kPortable{
        "laptop", "notebook",    "portable",   "sub-notebook", "hand-held",
        "tablet", "convertible", "detachable", "handheld",     "lunch-box"};
    return platform.chassis &&
           std::find(kPortable.begin(), kPortable.end(), *platform.chassis) != kPortable.end();
}

bool is_asleep(PcieFunction const& function) {
    return function.power_state == "D3cold" || function.runtime_status == "suspended";
}

std::string name_of(PcieFunction const& function) {
    if (function.device_name) return *function.device_name;
    if (!function.vendor || !function.device) return function.address;
    return fmt::format("{:04x}:{:04x}", function.vendor->value, function.device->value);
}

std::string gbs(double speed_gts, int width) {
    return fmt::format("{:.1f}", bandwidth_gbs(speed_gts, width));
}

std::string plain(double number) {
    return fmt::format("{:g}", number);
}

Verdict pcie_verdict(std::string_view id, std::string const& subject, State state,
                     std::string_view words) {
    Verdict verdict;
    verdict.id = fmt::format("pcie.{}", id);
    verdict.subject = subject;
    verdict.state = state;
    verdict.words = words;
    return verdict;
}

Verdict link_verdict(std::string_view id, SlotLink const& link, PcieFunction const& subject,
                     State state, std::string_view words) {
    auto verdict = pcie_verdict(id, subject.address, state, words);
    verdict.values["card"] = name_of(subject);
    add_values(verdict, link);
    add_evidence(verdict, *link.edge);
    add_evidence(verdict, *link.port);
    return verdict;
}

void make_fail(Verdict& verdict, std::string_view words, Severity severity, double confidence) {
    verdict.state = State::fail;
    verdict.words = words;
    verdict.severity = severity;
    verdict.confidence = confidence;
}

}  // namespace rigcheck
