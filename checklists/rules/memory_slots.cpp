#include "checklists/rules/memory_slots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace rigcheck {
namespace {

std::optional<std::string> array_use(Memory const& memory, MemoryModule const& module) {
    for (auto const& array : memory.arrays) {
        if (array.handle && array.handle == module.array_handle) return array.use;
    }
    return std::nullopt;
}

bool is_other_use(std::optional<std::string> const& use) {
    return use && use != "System Memory" && use != "Unknown" && use != "Other";
}

bool is_read_only_type(MemoryModule const& module) {
    auto const type = lower_case(module.type.value_or(""));
    return type == "flash" || type == "rom" || type == "eprom" || type == "eeprom" ||
           type == "feprom" || type == "logical non-volatile device";
}

}  // namespace

std::vector<std::size_t> system_memory(Memory const& memory) {
    std::vector<std::size_t> stated;
    std::vector<std::size_t> possible;
    for (std::size_t i = 0; i < memory.modules.size(); ++i) {
        auto const use = array_use(memory, memory.modules[i]);
        if (use == "System Memory") stated.push_back(i);
        if (!is_other_use(use)) possible.push_back(i);
    }
    auto found = stated.empty() ? possible : stated;
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](std::size_t i) { return is_read_only_type(memory.modules[i]); }),
                found.end());
    return found;
}

bool is_stick(MemoryModule const& module) {
    return module.size_mib.value_or(0) >= 64;
}

std::vector<MemoryModule const*> sticks(Memory const& memory) {
    std::vector<MemoryModule const*> found;
    for (auto const index : system_memory(memory)) {
        if (is_stick(memory.modules[index])) found.push_back(&memory.modules[index]);
    }
    return found;
}

std::optional<std::int64_t> installed_mib(Memory const& memory) {
    std::int64_t sum = 0;
    for (auto const index : system_memory(memory)) {
        auto const& size = memory.modules[index].size_mib;
        if (!size) return std::nullopt;
        sum += std::clamp<std::int64_t>(*size, 0, std::int64_t{1} << 40);
    }
    if (sum == 0) return std::nullopt;
    return sum;
}

bool table_unreliable(Memory const& memory) {
    auto const installed = installed_mib(memory);
    auto const all = sticks(memory);
    if (!installed || !memory.kernel_mib || all.empty()) return false;
    auto const smallest =
        std::min_element(all.begin(), all.end(),
                         [](auto const* a, auto const* b) { return *a->size_mib < *b->size_mib; });
    // The kernel never gets more than is installed, so half a stick is room for rounding only.
    return *memory.kernel_mib > *installed + *(*smallest)->size_mib / 2;
}

std::string slot_label(Memory const& memory, MemoryModule const& module) {
    auto locator = module.locator.value_or("");
    auto bank = module.bank_locator.value_or("");
    auto const namesakes =
        std::count_if(memory.modules.begin(), memory.modules.end(),
                      [&](MemoryModule const& other) { return other.locator == module.locator; });
    if (locator.empty()) return bank.empty() ? "?" : bank;
    if (namesakes < 2 || bank.empty()) return locator;
    return fmt::format("{} ({})", locator, bank);
}

std::string evidence_source(Memory const& memory, MemoryModule const& module) {
    if (memory.source == MemorySource::smbios && module.handle) {
        return fmt::format("SMBIOS type 17, handle 0x{:04X}", *module.handle);
    }
    auto const position = &module - memory.modules.data();
    return fmt::format("udev database, MEMORY_DEVICE_{}", position);
}

std::string lower_case(std::string text) {
    for (auto& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return text;
}

}  // namespace rigcheck
