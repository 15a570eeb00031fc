#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "checklists/knowledge/gpus.hpp"
#include "checklists/knowledge/memory_platforms.hpp"
#include "checklists/rules/memory_checks.hpp"
#include "checklists/rules/memory_graphics.hpp"
#include "checklists/rules/memory_slots.hpp"
#include "checklists/rules/pcie_path.hpp"

// How much memory there is (domain notes 4.8 and 4.9).
namespace rigcheck {
namespace {

// Kernel: Documentation/admin-guide/kernel-parameters.txt
bool limited_by_command_line(Platform const& platform) {
    std::istringstream words(platform.kernel.cmdline.value_or(""));
    for (std::string word; words >> word;) {
        for (auto const* option : {"mem=", "memmap=", "crashkernel=", "maxmem="}) {
            if (word.starts_with(option)) return true;
        }
    }
    return false;
}

bool is_32_bit(Platform const& platform) {
    auto const release = platform.kernel.release.value_or("");
    return release.find("-686") != std::string::npos || release.find("i386") != std::string::npos ||
           release.find("i686") != std::string::npos;
}

char const* explanation(Snapshot const& snapshot, std::int64_t gap) {
    if (limited_by_command_line(snapshot.platform)) return "command-line";
    if (is_32_bit(snapshot.platform)) return "32-bit";
    if (gap <= graphics_share_mib(snapshot.pcie) * 21 / 20) return "graphics";
    return nullptr;
}

}  // namespace

Verdict memory_missing_capacity(MemoryCase const& memory) {
    auto verdict = memory_verdict(memory, "memory.missing-capacity");
    if (settled_without_sticks(memory, verdict)) return verdict;
    auto const& facts = memory.snapshot.memory;
    auto const installed = installed_mib(facts);
    verdict.confidence = 0.85;
    if (!installed || !facts.kernel_mib) return say(verdict, State::unknown, "no-size");
    verdict.evidence.push_back({facts.kernel_source == "memory-blocks"
                                    ? "/sys/devices/system/memory"
                                    : "/proc/meminfo, MemTotal",
                                fmt::format("{} MiB", *facts.kernel_mib)});
    auto const all = sticks(facts);
    verdict.values = {{"sticks", std::to_string(all.size())},
                      {"installed", gib_text(*installed)},
                      {"usable", gib_text(*facts.kernel_mib)}};
    if (table_unreliable(facts)) return say(verdict, State::unknown, "table-unreliable");
    auto const gap = *installed - *facts.kernel_mib;
    auto const smallest = std::min_element(
        all.begin(), all.end(), [](auto* a, auto* b) { return *a->size_mib < *b->size_mib; });
    verdict.values["gap"] = gib_text(gap);
    // U < 0.9 I, and at least one stick less 10 %.
    bool const missing = gap * 10 > *installed && gap * 10 >= *(*smallest)->size_mib * 9;
    if (!missing || all.size() < 2) return say(verdict, State::pass, "all-there");
    if (auto const* why = explanation(memory.snapshot, gap)) {
        verdict.needs = "person";
        return say(verdict, State::unknown, why);
    }
    return say(verdict, State::fail, "stick-missing");
}

Verdict memory_vs_vram(MemoryCase const& memory) {
    auto verdict = memory_verdict(memory, "memory.vs-vram");
    auto const& facts = memory.snapshot.memory;
    double vram = 0;
    int cards = 0;
    bool all_known = true;
    for (auto const& function : memory.snapshot.pcie.functions) {
        if (!is_card_gpu(memory.snapshot.pcie, function)) continue;
        ++cards;
        auto const size =
            gpu_vram_gib(function.vendor.value_or(Hex<4>{}), function.device.value_or(Hex<4>{}));
        all_known = all_known && size.has_value();
        vram += size.value_or(0);
        verdict.evidence.push_back({function.address, fmt::format("{} GiB", size.value_or(0))});
    }
    if (cards == 0) return say(verdict, State::not_applicable, "no-card");
    if (memory.channels.state == ChannelState::soldered) {
        return say(verdict, State::not_applicable, "soldered");
    }
    // What the kernel got is a little less than what is installed.
    auto const installed = installed_mib(facts);
    if (!all_known || (!installed && !facts.kernel_mib)) {
        return say(verdict, State::unknown, "size-unknown");
    }
    auto const ram = installed ? static_cast<double>(*installed) / 1024
                               : static_cast<double>(*facts.kernel_mib) / 1024 * 1.05;
    verdict.confidence = 0.9;
    verdict.values = {{"ram", fmt::format("{:.0f} GB", ram)},
                      {"vram", fmt::format("{:.0f} GB", vram)},
                      {"cards", std::to_string(cards)}};
    if (ram >= 2 * vram) return say(verdict, State::pass, "ample");
    if (ram >= vram) return say(verdict, State::pass, "enough");
    auto const all = sticks(facts);
    auto const largest =
        all.empty() ? std::nullopt : largest_stick_gib(all.front()->type.value_or(""));
    auto const ceiling = largest ? *largest * static_cast<double>(memory.channels.slots) : vram;
    verdict.values["want"] = fmt::format("{:.0f} GB", std::min(vram, ceiling));
    return say(verdict, State::fail, "less");
}

}  // namespace rigcheck
