// pcie.resizable-bar and pcie.bar-unassigned: the windows through which the processor sees a card.
#include <fmt/format.h>

#include <algorithm>

#include "checklists/knowledge/gpus.hpp"
#include "checklists/rules/pcie_subject.hpp"

namespace rigcheck {
namespace {

constexpr double kGib = 1024.0 * 1024 * 1024;
constexpr std::uint64_t kSmallWindow = std::uint64_t{256} * 1024 * 1024;
constexpr std::uint32_t kIntel = 0x8086;

PcieBar const* largest_window(PcieFunction const& gpu) {
    PcieBar const* largest = nullptr;
    for (auto const& bar : gpu.bars) {
        if (!bar.prefetchable || !bar.is64) continue;
        if (largest == nullptr || bar.size_bytes > largest->size_bytes) largest = &bar;
    }
    return largest;
}

void judge_off(Verdict& verdict, GpuSlot const& slot, GpuKnowledge const& card) {
    bool const kernel_can_resize = !slot.gpu->resizable_bars.empty();
    if (card.resizable_bar != "yes" && !kernel_can_resize) {
        verdict.state = State::not_applicable;
        verdict.words = "not-supported";
    } else if (slot.attachment == Attachment::external) {
        verdict.state = State::not_applicable;
        verdict.words = "external";
    } else if (card.vendor.value == kIntel) {
        make_fail(verdict, "off-arc", Severity::warning, 0.95);
    } else {
        make_fail(verdict, "off", Severity::notice, 0.9);
    }
}

Verdict judge_resizable(GpuSlot const& slot) {
    auto verdict = pcie_verdict("resizable-bar", slot.gpu->address, State::unknown, "no-size");
    verdict.values["card"] = name_of(*slot.gpu);
    auto const* const window = largest_window(*slot.gpu);
    if (window == nullptr) return verdict;
    verdict.values["window"] = fmt::format("{:g}", static_cast<double>(window->size_bytes) / kGib);
    verdict.evidence.push_back({fmt::format("/sys/bus/pci/devices/{}/resource, line {}",
                                            slot.gpu->address, window->index + 1),
                                fmt::format("{} MiB", window->size_bytes / 1024 / 1024)});
    auto const* const card = slot.gpu->vendor && slot.gpu->device
                                 ? find_gpu(*slot.gpu->vendor, *slot.gpu->device)
                                 : nullptr;
    if (card == nullptr || !card->vram_gib) {
        verdict.words = "unknown-memory";
        return verdict;
    }
    verdict.values["memory"] = plain(*card->vram_gib);
    if (static_cast<double>(window->size_bytes) >= 0.9 * *card->vram_gib * kGib) {
        verdict.state = State::pass;
        verdict.words = "full";
    } else if (window->size_bytes <= kSmallWindow) {
        judge_off(verdict, slot, *card);
    } else {
        verdict.state = State::pass;
        verdict.words = "partial";
    }
    return verdict;
}

// Graphics, drives and network: parts that a driver cannot use without their windows.
bool needs_windows(Pcie const& pcie, PcieFunction const& function) {
    if (function.physical_function || !function.class_code || !function.parent) return false;
    auto const kind = function.class_code->value >> 8U;
    return is_card_gpu(pcie, function) || kind == 0x0108 || kind == 0x0200 || kind == 0x0280;
}

PcieBar const* unassigned_window(PcieFunction const& function) {
    // Windows below a page are I/O ports for old software; the driver does without.
    auto const found =
        std::find_if(function.bars.begin(), function.bars.end(), [](PcieBar const& bar) {
            return !bar.assigned && bar.size_bytes >= 4096 && bar.index >= 0 && bar.index <= 5;
        });
    return found == function.bars.end() ? nullptr : &*found;
}

Verdict judge_unassigned(Pcie const& pcie, PcieFunction const& function, PcieBar const& bar) {
    auto verdict = pcie_verdict("bar-unassigned", function.address, State::fail, "no-space");
    bool const dead_card = is_card_gpu(pcie, function) && !function.driver;
    make_fail(verdict, "no-space", dead_card ? Severity::critical : Severity::warning, 0.9);
    verdict.values["device"] = name_of(function);
    verdict.values["window"] = fmt::format("{}", bar.size_bytes / 1024 / 1024);
    verdict.evidence.push_back(
        {fmt::format("/sys/bus/pci/devices/{}/resource, line {}", function.address, bar.index + 1),
         fmt::format("no address, {} bytes", bar.size_bytes)});
    return verdict;
}

}  // namespace

Verdicts resizable_bar_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    for (auto const& slot : gpu_slots(snapshot)) verdicts.push_back(judge_resizable(slot));
    return verdicts;
}

Verdicts bar_unassigned_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    bool seen = false;
    for (auto const& function : snapshot.pcie.functions) {
        if (!needs_windows(snapshot.pcie, function) || function.bars.empty()) continue;
        seen = true;
        if (auto const* const bar = unassigned_window(function))
            verdicts.push_back(judge_unassigned(snapshot.pcie, function, *bar));
    }
    if (!verdicts.empty()) return verdicts;
    return {pcie_verdict("bar-unassigned", "pcie", seen ? State::pass : State::unknown,
                         seen ? "all-assigned" : "no-size")};
}

}  // namespace rigcheck
