#include <fmt/format.h>

#include <algorithm>

#include "checklists/rules/memory_checks.hpp"
#include "checklists/rules/memory_slots.hpp"
#include "checklists/rules/rules.hpp"

namespace rigcheck {
namespace {

std::string stick_text(MemoryModule const& stick) {
    auto text = fmt::format(R"(locator "{}", bank "{}", {} MiB)", stick.locator.value_or(""),
                            stick.bank_locator.value_or(""), stick.size_mib.value_or(0));
    if (stick.part_number) text += fmt::format(R"(, part "{}")", *stick.part_number);
    if (stick.configured_mts) text += fmt::format(", runs at {} MT/s", *stick.configured_mts);
    return text;
}

bool lacks_root(Snapshot const& snapshot) {
    return std::any_of(snapshot.gaps.begin(), snapshot.gaps.end(), [](Gap const& gap) {
        return gap.area == "memory" && gap.reason == Missing::needs_root;
    });
}

}  // namespace

Verdict memory_verdict(MemoryCase const& memory, char const* id) {
    Verdict verdict;
    verdict.id = id;
    verdict.subject = "memory";
    auto const& facts = memory.snapshot.memory;
    for (auto const* stick : sticks(facts)) {
        verdict.evidence.push_back({evidence_source(facts, *stick), stick_text(*stick)});
    }
    return verdict;
}

bool settled_without_sticks(MemoryCase const& memory, Verdict& verdict) {
    if (memory.channels.state == ChannelState::virtual_machine) {
        verdict.state = State::not_applicable;
        verdict.words = "virtual";
        verdict.evidence = {{"virtual machine", *memory.snapshot.platform.virtualization}};
        return true;
    }
    if (memory.channels.state != ChannelState::nodata) return false;
    verdict.state = State::unknown;
    verdict.confidence = 0;
    verdict.words = lacks_root(memory.snapshot) ? "needs-root" : "no-data";
    if (verdict.words == "needs-root") verdict.needs = "root";
    return true;
}

std::string gib_text(std::int64_t mib) {
    if (mib % 1024 == 0) return fmt::format("{} GB", mib / 1024);
    return fmt::format("{:.1f} GB", static_cast<double>(mib) / 1024);
}

std::string sizes_text(Memory const& memory) {
    std::map<std::int64_t, int> counts;
    for (auto const* stick : sticks(memory)) ++counts[*stick->size_mib];
    std::string text;
    for (auto const& [size, count] : counts) {
        if (!text.empty()) text += " + ";
        text += fmt::format("{} x {}", count, gib_text(size));
    }
    return text.empty() ? "0" : text;
}

Verdicts memory_rules(Snapshot const& snapshot, Expectations const& expectations) {
    MemoryCase const memory{snapshot, expectations, infer_channels(snapshot)};
    return {memory_single_channel(memory),    memory_partial_channels(memory),
            memory_same_channel_pair(memory), memory_unbalanced(memory),
            memory_slot_choice(memory),       memory_below_rating(memory),
            memory_missing_capacity(memory),  memory_mixed(memory),
            memory_ecc_inactive(memory),      memory_vs_vram(memory)};
}

}  // namespace rigcheck
