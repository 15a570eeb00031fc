#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "checklists/knowledge/gpus.hpp"
#include "checklists/rules/memory_slots.hpp"
#include "checklists/rules/pcie_path.hpp"
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

// What the firmware lists; verdict.words stays empty when that can be compared.
void list_sticks(Memory const& memory, Verdict& verdict) {
    for (auto const* stick : sticks(memory)) {
        auto const size = gib_text(*stick->size_mib);
        auto const slot = slot_label(memory, *stick);
        auto& text = verdict.values["found"];
        text += fmt::format("{}{} in {}", text.empty() ? "" : ", ", size, slot);
        verdict.evidence.push_back(
            {evidence_source(memory, *stick), fmt::format("{}: {}", slot, size)});
    }
    if (memory.source == MemorySource::none) {
        verdict.words = "no-sticks-known";
        verdict.needs = "root";
    } else if (!installed_mib(memory)) {
        verdict.words = "stick-sizes-unknown";
        verdict.needs = "person";
    } else if (table_unreliable(memory)) {
        verdict.words = "table-unreliable";
        verdict.needs = "person";
    }
}

Verdict compare_sticks(Snapshot const& snapshot, Expectations const& expectations) {
    auto verdict = start("memory");
    verdict.values["expected"] = expected_text(expectations);
    list_sticks(snapshot.memory, verdict);
    if (!verdict.words.empty()) return verdict;
    std::vector<std::int64_t> found;
    for (auto const* stick : sticks(snapshot.memory)) found.push_back(*stick->size_mib);
    std::sort(found.rbegin(), found.rend());
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

// Lower-case letters and digits only.
std::string squeezed(std::string const& text) {
    std::string out;
    for (char const c : lower_case(text)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    }
    return out;
}

// Every word that a person uses must be in one of the names by which the card is known, so that
// "NVIDIA RTX 4090" is found in "AD102 [GeForce RTX 4090]".
bool goes_by(PcieFunction const& card, std::string const& name) {
    auto known = card.vendor_name.value_or("") + card.device_name.value_or("");
    auto const* const chip =
        find_gpu(card.vendor.value_or(Hex<4>{}), card.device.value_or(Hex<4>{}));
    if (chip != nullptr) known += chip->name;
    auto const text = squeezed(known);
    std::istringstream words(name);
    for (std::string word; words >> word;) {
        if (text.find(squeezed(word)) == std::string::npos) return false;
    }
    return true;
}

Verdict compare_gpus(Snapshot const& snapshot, ExpectedGpu const& expected, int all_expected) {
    auto verdict = start("gpu");
    int all = 0;
    int found = 0;
    for (auto const& function : snapshot.pcie.functions) {
        if (!is_card_gpu(snapshot.pcie, function)) continue;
        ++all;
        found += goes_by(function, expected.name.value_or("")) ? 1 : 0;
        verdict.evidence.push_back({"/sys/bus/pci/devices/" + function.address,
                                    function.device_name.value_or("graphics card")});
    }
    if (all == 0) verdict.evidence.push_back({"/sys/bus/pci/devices", "no such card"});
    verdict.values = {{"expected", std::to_string(expected.count)},
                      {"found", std::to_string(found)},
                      {"name", expected.name.value_or("graphics card")}};
    if (found < expected.count && all >= all_expected) {
        // As many cards as were installed: a matter of names, not of a card that is gone.
        verdict.words = "gpu-name-unclear";
        verdict.needs = "person";
        return verdict;
    }
    bool const fits = expected.name ? found >= expected.count : found == expected.count;
    verdict.state = fits ? State::pass : State::fail;
    verdict.words = fits ? "gpus-match" : found < expected.count ? "gpu-missing" : "gpus-more";
    return verdict;
}

Verdict compare_nvme(Snapshot const& snapshot, int expected) {
    constexpr std::uint32_t kNvme = 0x010802;
    auto verdict = start("nvme");
    int found = 0;
    for (auto const& function : snapshot.pcie.functions) {
        if (function.class_code && function.class_code->value == kNvme &&
            !function.physical_function) {
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

Verdict not_comparable(char const* why) {
    auto verdict = start("build");
    verdict.state = State::not_applicable;
    verdict.words = why;
    return verdict;
}

Verdict unseen(char const* subject) {
    auto verdict = start(subject);
    verdict.words = "no-devices-known";
    return verdict;
}

}  // namespace

Verdicts build_rules(Snapshot const& snapshot, Expectations const& expectations) {
    bool const anything = !expectations.sticks.empty() || !expectations.gpus.empty() ||
                          expectations.nvme_drives.has_value();
    if (!anything) return {not_comparable("nothing-said")};
    if (snapshot.platform.virtualization) return {not_comparable("virtual")};
    Verdicts verdicts;
    if (!expectations.sticks.empty()) verdicts.push_back(compare_sticks(snapshot, expectations));
    if (snapshot.pcie.functions.empty()) {
        if (!expectations.gpus.empty()) verdicts.push_back(unseen("gpu"));
        if (expectations.nvme_drives) verdicts.push_back(unseen("nvme"));
        return verdicts;
    }
    int cards = 0;
    for (auto const& gpu : expectations.gpus) cards += std::clamp(gpu.count, 0, 64);
    for (auto const& gpu : expectations.gpus) {
        verdicts.push_back(compare_gpus(snapshot, gpu, cards));
    }
    if (expectations.nvme_drives) {
        verdicts.push_back(compare_nvme(snapshot, *expectations.nvme_drives));
    }
    return verdicts;
}

}  // namespace rigcheck
