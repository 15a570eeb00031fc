#include "probe/storage/hidden.hpp"

#include "probe/machine/number.hpp"
#include "probe/pcie/address.hpp"

namespace rigcheck {
namespace {

constexpr char const* kFunctions = "/sys/bus/pci/devices/";
constexpr std::uint32_t kRaid = 0x0104;
constexpr std::uint32_t kSata = 0x0106;
constexpr int kMostRemapped = 64;

// The PCI probe reports what cannot be read here.
template <int Digits>
std::optional<Hex<Digits>> hex_in(Machine const& machine, std::string const& path) {
    auto const reading = machine.read_line(path);
    auto const value = parse_number<std::uint32_t>(reading.text.value_or(""), 16);
    return value ? std::optional(Hex<Digits>{*value}) : std::nullopt;
}

}  // namespace

std::vector<HiddenController> read_hidden_controllers(Machine const& machine,
                                                      std::vector<Gap>& gaps) {
    std::vector<HiddenController> controllers;
    for (auto const& address : machine.list(kFunctions)) {
        if (!is_pci_address(address)) continue;
        auto const dir = kFunctions + address;
        auto const class_code = hex_in<6>(machine, dir + "/class");
        auto const kind = class_code ? class_code->value >> 8U : 0;
        if (kind != kRaid && kind != kSata) continue;
        auto remapped = read_number<int>(machine, "storage", dir + "/remapped_nvme", gaps);
        if (remapped && (*remapped < 0 || *remapped > kMostRemapped)) remapped.reset();
        if (kind == kSata && remapped.value_or(0) == 0) continue;
        controllers.push_back({.address = address,
                               .vendor = hex_in<4>(machine, dir + "/vendor"),
                               .device = hex_in<4>(machine, dir + "/device"),
                               .class_code = class_code,
                               .remapped_nvme = remapped,
                               .driver = machine.link_name(dir + "/driver")});
    }
    return controllers;
}

}  // namespace rigcheck
