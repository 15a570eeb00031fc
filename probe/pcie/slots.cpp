#include "probe/pcie/slots.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "probe/pcie/tree.hpp"

namespace rigcheck {
namespace {

constexpr char const* kSlots = "/sys/bus/pci/slots";
constexpr std::size_t kMaxSlots = 1024;
constexpr std::size_t kMaxName = 64;

bool is_name(std::string const& name) {
    auto const printable = [](char c) { return c > ' ' && c <= '~'; };
    return name.size() <= kMaxName && std::all_of(name.begin(), name.end(), printable);
}

using NameByAddress = std::map<std::string, std::string>;

// Keys are "0000:01:00": a slot holds a device with all its functions.
NameByAddress kernel_slots(Machine const& machine) {
    NameByAddress found;
    auto names = machine.list(kSlots);
    if (names.size() > kMaxSlots) names.resize(kMaxSlots);
    for (auto const& name : names) {
        auto const address = machine.read_line(std::string(kSlots) + "/" + name + "/address");
        if (address.text && is_name(name)) found.emplace(*address.text, name);
    }
    return found;
}

NameByAddress firmware_slots(std::vector<PcieSlot> const& slots) {
    NameByAddress found;
    std::set<std::string> repeated;
    for (auto const& slot : slots) {
        if (!slot.address || *slot.address == "0000:00:00.0") continue;
        auto const is_new = found.emplace(*slot.address, slot.designation.value_or("")).second;
        if (!is_new) repeated.insert(*slot.address);
    }
    for (auto const& address : repeated) found.erase(address);
    return found;
}

std::optional<std::string> firmware_slot(NameByAddress const& slots,
                                         std::vector<PcieFunction const*> const& path) {
    std::optional<std::string> name;
    for (auto const* step : path) {
        auto const at = slots.find(step->address);
        if (at == slots.end()) continue;
        if (name) return std::nullopt;
        name = at->second;
    }
    if (name && name->empty()) name.reset();
    return name;
}

}  // namespace

void name_slots(Machine const& machine, std::vector<PcieSlot> const& slots,
                std::vector<PcieFunction>& functions) {
    auto const by_kernel = kernel_slots(machine);
    auto const by_firmware = firmware_slots(slots);
    if (by_kernel.empty() && by_firmware.empty()) return;
    for (auto& function : functions) {
        auto const device = function.address.substr(0, function.address.size() - 2);
        if (auto const at = by_kernel.find(device); at != by_kernel.end()) {
            function.slot = at->second;
        } else {
            function.slot = firmware_slot(by_firmware, path_to_root(functions, function));
        }
    }
}

}  // namespace rigcheck
