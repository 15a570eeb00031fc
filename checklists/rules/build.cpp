#include <fmt/format.h>

#include <algorithm>

#include "checklists/rules/memory_graphics.hpp"
#include "checklists/rules/memory_slots.hpp"
#include "checklists/rules/rules.hpp"

// What the person says was installed against what is seen. A stick that the firmware dropped is
// invisible to it, so only this comparison finds one (domain notes, memory 4.8).
namespace rigcheck {
namespace {

constexpr char const* kId = "build.parts-mismatch";

std::string gib_text(std::int64_t mib) {
    return mib % 1024 == 0 ? fmt::format("{} GB", mib / 1024) : fmt::format("{} MB", mib);
}

Verdict start(char const* subject) {
    Verdict verdict;
    verdict.id = kId;
    verdict.subject = subject;
    verdict.confidence = 0.95;
    return verdict;
}

// The sizes of all sticks, largest first; empty when one size is not known.
std::optional<std::vector<std::int64_t>> expected_sizes(Expectations const& expectations) {
    std::vector<std::int64_t> sizes;
    for (auto const& sticks : expectations.sticks) {
        if (!sticks.size_mib) return std::nullopt;
        sizes.insert(sizes.end(), static_cast<std::size_t>(std::clamp(sticks.count, 0, 64)),
                     *sticks.size_mib);
    }
    std::sort(sizes.rbegin(), sizes.rend());
    return sizes;
}

std::string expected_text(Expectations const& expectations) {
    std::string text;
    for (auto const& sticks : expectations.sticks) {
        if (!text.empty()) text += " + ";
        text += sticks.size_mib ? fmt::format("{} x {}", sticks.count, gib_text(*sticks.size_mib))
                                : fmt::format("{}", sticks.count);
    }
    return text;
}

Verdict compare_sticks(Snapshot const& snapshot, Expectations const& expectations) {
    auto verdict = start("memory");
    auto const& memory = snapshot.memory;
    std::vector<std::int64_t> found;
    std::string text;
    for (auto const* stick : sticks(memory)) {
        found.push_back(*stick->size_mib);
        text += fmt::format("{}{} in {}", text.empty() ? "" : ", ", gib_text(*stick->size_mib),
                            slot_label(memory, *stick));
        verdict.evidence.push_back(
            {evidence_source(memory, *stick),
             slot_label(memory, *stick) + ": " + gib_text(*stick->size_mib)});
    }
    std::sort(found.rbegin(), found.rend());
    verdict.values = {{"expected", expected_text(expectations)}, {"found", text}};
    if (memory.source == MemorySource::none) {
        verdict.words = "no-sticks-known";
        verdict.needs = "root";
        return verdict;
    }
    std::size_t count = 0;
    for (auto const& sticks : expectations.sticks) {
        count += static_cast<std::size_t>(std::max(sticks.count, 0));
    }
    auto const sizes = expected_sizes(expectations);
    if (found.size() == count && (!sizes || *sizes == found)) {
        verdict.state = State::pass;
        verdict.words = "sticks-match";
        return verdict;
    }
    verdict.state = State::fail;
    verdict.words = found.size() < count ? "stick-missing" : "sticks-differ";
    return verdict;
}

// Cards whose name holds the text; every card when there is no text. Names come from pci.ids and
// may lag behind the shops, so a card without a name counts as any.
int count_gpus(Snapshot const& snapshot, std::optional<std::string> const& name, Verdict& verdict) {
    int count = 0;
    for (auto const& function : snapshot.pcie.functions) {
        if (!is_discrete_gpu(function)) continue;
        auto const text = function.device_name.value_or("");
        if (name && !text.empty() &&
            lower_case(text).find(lower_case(*name)) == std::string::npos) {
            continue;
        }
        verdict.evidence.push_back({"/sys/bus/pci/devices/" + function.address, text});
        ++count;
    }
    return count;
}

Verdict compare_gpus(Snapshot const& snapshot, ExpectedGpu const& expected) {
    auto verdict = start("gpu");
    auto const found = count_gpus(snapshot, expected.name, verdict);
    verdict.values = {{"expected", std::to_string(expected.count)},
                      {"found", std::to_string(found)},
                      {"name", expected.name.value_or("graphics card")}};
    bool const fits = expected.name ? found >= expected.count : found == expected.count;
    verdict.state = fits ? State::pass : State::fail;
    verdict.words = fits ? "gpus-match" : found < expected.count ? "gpu-missing" : "gpus-more";
    if (found == 0) verdict.evidence.push_back({"/sys/bus/pci/devices", "no such card"});
    return verdict;
}

Verdict compare_nvme(Snapshot const& snapshot, int expected) {
    constexpr std::uint32_t kNvme = 0x010802;
    auto verdict = start("nvme");
    int found = 0;
    for (auto const& function : snapshot.pcie.functions) {
        if (function.class_code && function.class_code->value == kNvme) {
            verdict.evidence.push_back({"/sys/bus/pci/devices/" + function.address,
                                        function.device_name.value_or("NVMe drive")});
            ++found;
        }
    }
    verdict.values = {{"expected", std::to_string(expected)}, {"found", std::to_string(found)}};
    verdict.state = found == expected ? State::pass : State::fail;
    verdict.words = found == expected  ? "nvme-match"
                    : found < expected ? "nvme-missing"
                                       : "nvme-more";
    if (found == 0) verdict.evidence.push_back({"/sys/bus/pci/devices", "no NVMe drive"});
    return verdict;
}

}  // namespace

Verdicts build_rules(Snapshot const& snapshot, Expectations const& expectations) {
    Verdicts verdicts;
    if (!expectations.sticks.empty()) verdicts.push_back(compare_sticks(snapshot, expectations));
    for (auto const& gpu : expectations.gpus) verdicts.push_back(compare_gpus(snapshot, gpu));
    if (expectations.nvme_drives) {
        verdicts.push_back(compare_nvme(snapshot, *expectations.nvme_drives));
    }
    if (verdicts.empty()) {
        auto verdict = start("build");
        verdict.state = State::not_applicable;
        verdict.words = "nothing-said";
        verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

}  // namespace rigcheck
