#include "checklists/changes/changes.hpp"

#include <map>

namespace rigcheck {
namespace {

class Comparison {
public:
    // Both known and different.
    void text(ChangedThing thing, std::optional<std::string> const& before,
              std::optional<std::string> const& after) {
        if (before && after && *before != *after) add(thing, {}, *before, *after);
    }
    void add(ChangedThing thing, std::string subject, std::string before, std::string after) {
        changes.push_back({.thing = thing,
                           .subject = std::move(subject),
                           .before = std::move(before),
                           .after = std::move(after)});
    }
    // Everything named in one of them and not, or differently, in the other.
    void named(ChangedThing thing, std::map<std::string, std::string> const& before,
               std::map<std::string, std::string> const& after) {
        for (auto const& [name, value] : before) {
            auto const now = after.find(name);
            auto const& other = now == after.end() ? std::string() : now->second;
            if (value != other) add(thing, name, value, other);
        }
        for (auto const& [name, value] : after) {
            if (!before.contains(name)) add(thing, name, {}, value);
        }
    }

    std::vector<Change> changes;
};

std::string stick_text(MemoryModule const& module) {
    if (!module.size_mib || *module.size_mib == 0) return {};
    return std::to_string(*module.size_mib) + " MiB" +
           (module.part_number ? ' ' + *module.part_number : std::string());
}

// Slots by their name; duplicate names are told apart by their place in the table.
std::map<std::string, std::string> sticks(Memory const& memory) {
    std::map<std::string, std::string> out;
    for (auto const& module : memory.modules) {
        auto name = module.locator.value_or("?");
        if (module.bank_locator) name += " (" + *module.bank_locator + ')';
        while (out.contains(name)) name += '\'';
        auto const text = stick_text(module);
        if (!text.empty()) out[name] = text;
    }
    return out;
}

void compare_memory(Comparison& comparison, Memory const& before, Memory const& after) {
    bool const both = before.source != MemorySource::none && before.source == after.source;
    if (both) {
        comparison.named(ChangedThing::ram_stick, sticks(before), sticks(after));
        return;
    }
    // What the kernel sees moves by a few MiB with every kernel.
    constexpr std::int64_t kNoticeable = 512;
    if (!before.kernel_mib || !after.kernel_mib) return;
    auto const difference = *after.kernel_mib - *before.kernel_mib;
    if (difference > -kNoticeable && difference < kNoticeable) return;
    comparison.add(ChangedThing::ram_total, {}, std::to_string(*before.kernel_mib),
                   std::to_string(*after.kernel_mib));
}

bool is_gpu(PcieFunction const& function) {
    constexpr std::uint32_t kDisplay = 0x03;
    return function.class_code && (function.class_code->value >> 16U) == kDisplay;
}

// By name, since addresses move when a card is added; twins are told apart by their order.
std::map<std::string, PcieFunction const*> cards(Pcie const& pcie) {
    std::map<std::string, PcieFunction const*> out;
    for (auto const& function : pcie.functions) {
        if (!is_gpu(function)) continue;
        auto name = function.device_name.value_or("?");
        while (out.contains(name)) name += '\'';
        out[name] = &function;
    }
    return out;
}

void compare_gpus(Comparison& comparison, Pcie const& before, Pcie const& after) {
    auto const then = cards(before);
    auto const now = cards(after);
    for (auto const& [name, card] : then) {
        auto const same = now.find(name);
        if (same == now.end()) {
            comparison.add(ChangedThing::gpu, name, card->address, {});
        } else {
            comparison.named(ChangedThing::gpu_driver, {{name, card->driver.value_or("")}},
                             {{name, same->second->driver.value_or("")}});
        }
    }
    for (auto const& [name, card] : now) {
        if (!then.contains(name)) comparison.add(ChangedThing::gpu, name, {}, card->address);
    }
}

// By model and size: kernel names change from start to start.
std::map<std::string, std::string> drives(Storage const& storage) {
    std::map<std::string, std::string> out;
    for (auto const& drive : storage.drives) {
        if (drive.removable.value_or(false) || drive.kind == DriveKind::virtual_drive) continue;
        constexpr std::uint64_t kGb = 1000000000;
        auto name = drive.model.value_or(drive.name) + ", " +
                    std::to_string(drive.size_bytes / kGb) + " GB";
        while (out.contains(name)) name += '\'';
        out[name] = drive.name;
    }
    return out;
}

void compare_drives(Comparison& comparison, Storage const& before, Storage const& after) {
    auto const then = drives(before);
    auto const now = drives(after);
    for (auto const& [name, device] : then) {
        if (!now.contains(name)) comparison.add(ChangedThing::drive, name, device, {});
    }
    for (auto const& [name, device] : now) {
        if (!then.contains(name)) comparison.add(ChangedThing::drive, name, {}, device);
    }
}

}  // namespace

std::vector<Change> changes_between(Snapshot const& before, Snapshot const& after) {
    Comparison comparison;
    auto const& then = before.platform;
    auto const& now = after.platform;
    comparison.text(ChangedThing::processor, then.cpu.model, now.cpu.model);
    comparison.text(ChangedThing::board, then.board, now.board);
    comparison.text(ChangedThing::bios, then.bios_version, now.bios_version);
    comparison.text(ChangedThing::kernel, then.kernel.release, now.kernel.release);
    compare_memory(comparison, before.memory, after.memory);
    compare_gpus(comparison, before.pcie, after.pcie);
    compare_drives(comparison, before.storage, after.storage);
    return comparison.changes;
}

}  // namespace rigcheck
