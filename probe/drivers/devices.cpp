#include "probe/drivers/devices.hpp"

#include <algorithm>
#include <array>

#include "probe/drivers/firmware.hpp"
#include "probe/drivers/state.hpp"
#include "probe/machine/number.hpp"
#include "probe/smbios/text.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMaxDevices = 4096;
constexpr std::size_t kMaxModalias = 1024;

struct Context {
    Machine const& machine;
    ModuleTree const* tree;
    std::vector<Gap>& gaps;
};

std::string read_modalias(Context const& context, std::string const& directory) {
    auto const path = directory + "/modalias";
    auto reading = context.machine.read_line(path);
    if (reading.text && reading.text->size() <= kMaxModalias)
        return firmware_text(*reading.text).value_or("");
    if (reading.text || reading.why != Missing::absent) {
        context.gaps.push_back(
            {"drivers", path, reading.text ? Missing::malformed : reading.why, {}});
    }
    return {};
}

// What a driver made of the device, by the directories it added below it.
std::vector<std::string> read_objects(Machine const& machine, std::string const& directory) {
    constexpr std::array kObjects{"drm", "net",   "nvme",        "sound",    "ieee80211",
                                  "ata", "host",  "bluetooth",   "usb",      "accel",
                                  "pci", "input", "video4linux", "mmc_host", "infiniband"};
    std::vector<std::string> objects;
    for (auto const& entry : machine.entries(directory)) {
        if (entry.kind != EntryKind::directory) continue;
        auto const& name = entry.name;
        for (std::string const object : kObjects) {
            auto const rest = name.starts_with(object) ? name.substr(object.size()) : "?";
            bool const numbered = rest.find_first_not_of("0123456789:abcdef") == std::string::npos;
            bool const known = std::find(objects.begin(), objects.end(), object) != objects.end();
            if (numbered && !known) objects.push_back(object);
        }
    }
    return objects;
}

// In a virtual machine only a card that is handed through counts; the rest is the hypervisor's.
bool matters(PcieFunction const& function, Platform const& platform) {
    if (!function.class_code || !pci_class_matters(*function.class_code)) return false;
    if (function.physical_function) return false;
    if (!platform.virtualization) return true;
    auto const base = function.class_code->value >> 16U;
    bool const passed = function.vendor == Hex<4>{0x10DE} || function.vendor == Hex<4>{0x1002};
    return passed && (base == 0x03 || base == 0x12);
}

// Looked at only where a driver is there and has nothing to show for it: modules name many files
// that this device never asks for.
void look_for_firmware(Context const& context, DriverDevice& device) {
    if (!device.class_code || context.tree == nullptr) return;
    auto const base = device.class_code->value >> 16U;
    bool const display_or_radio = device.bus == Bus::pci
                                      ? base == 0x03 || device.class_code->value >> 8U == 0x0280
                                      : base == 0xE0 || base == 0xFF;
    bool const failed = device.state == DriverState::loaded_not_bound ||
                        (device.state == DriverState::ok && device.objects.empty());
    if (!failed || !display_or_radio) return;
    auto module = device.driver ? module_name(*device.driver) : std::string();
    for (auto const& candidate : device.candidates) {
        if (module.empty() && candidate.loaded && !candidate.built_in) module = candidate.module;
    }
    if (module.empty()) return;
    if (auto const info = context.tree->info(module)) {
        device.firmware_missing = missing_firmware(context.machine, info->firmware);
    }
}

// A module that would be loaded, if its signature lets it.
void look_at_signatures(Context const& context, DriverDevice& device) {
    if (device.state != DriverState::available_not_loaded) return;
    for (auto& candidate : device.candidates) {
        if (candidate.built_in || candidate.loaded || !candidate.usable) continue;
        if (auto const info = context.tree->info(candidate.module)) {
            candidate.signed_file = info->signature;
        }
    }
}

void settle(Context const& context, std::string const& directory, DriverDevice& device) {
    if (context.tree != nullptr && !device.modalias.empty() && !device.driver) {
        device.candidates = context.tree->candidates(device.modalias);
    }
    device.state = driver_state(device, context.tree != nullptr);
    if (device.driver) device.objects = read_objects(context.machine, directory);
    look_for_firmware(context, device);
    look_at_signatures(context, device);
}

DriverDevice read_pci(Context const& context, Platform const& platform,
                      PcieFunction const& function) {
    auto const directory = "/sys/bus/pci/devices/" + function.address;
    DriverDevice device{.bus = Bus::pci,
                        .address = function.address,
                        .modalias = read_modalias(context, directory),
                        .class_code = function.class_code,
                        .vendor = function.vendor,
                        .device = function.device,
                        .name = function.device_name,
                        .driver = function.driver,
                        .candidates = {},
                        .objects = {},
                        .firmware_missing = {},
                        .state = DriverState::not_needed};
    if (matters(function, platform)) {
        settle(context, directory, device);
    } else if (device.driver) {
        device.state = driver_state(device, true);
    }
    return device;
}

template <int Digits>
std::optional<Hex<Digits>> read_hex(Context const& context, std::string const& path) {
    auto const value =
        read_number<std::uint32_t>(context.machine, "drivers", path, context.gaps, 16);
    if (!value || *value >> (4U * Digits) != 0) return std::nullopt;
    return Hex<Digits>{*value};
}

struct UsbInterface {
    std::string directory;
    std::optional<std::string> driver;
    std::optional<Hex<6>> class_code;
};

UsbInterface read_interface(Context const& context, std::string const& name) {
    UsbInterface interface {
        .directory = "/sys/bus/usb/devices/" + name, .driver = {}, .class_code = {}
    };
    interface.driver = context.machine.link_name(interface.directory + "/driver");
    auto const part = [&](char const* file) {
        return read_hex<2>(context, interface.directory + file).value_or(Hex<2>{}).value;
    };
    if (auto const base = read_hex<2>(context, interface.directory + "/bInterfaceClass")) {
        interface.class_code = Hex<6>{base->value << 16U | part("/bInterfaceSubClass") << 8U |
                                      part("/bInterfaceProtocol")};
    }
    return interface;
}

// One interface stands for the device: one with a driver if there is any, else the first that
// matters. A webcam whose firmware-update interface has no driver is fine.
UsbInterface const& speaker(std::vector<UsbInterface> const& interfaces) {
    auto const bound = std::find_if(interfaces.begin(), interfaces.end(),
                                    [](auto const& i) { return i.driver.has_value(); });
    if (bound != interfaces.end()) return *bound;
    auto const needed = std::find_if(interfaces.begin(), interfaces.end(), [](auto const& i) {
        return i.class_code && usb_class_matters(*i.class_code);
    });
    return needed != interfaces.end() ? *needed : interfaces.front();
}

DriverDevice read_usb(Context const& context, Platform const& platform, std::string const& name,
                      std::vector<UsbInterface> const& interfaces) {
    auto const directory = "/sys/bus/usb/devices/" + name;
    auto const& interface = speaker(interfaces);
    auto const product = context.machine.read_line(directory + "/product");
    DriverDevice device{.bus = Bus::usb,
                        .address = name,
                        .modalias = read_modalias(context, interface.directory),
                        .class_code = interface.class_code,
                        .vendor = read_hex<4>(context, directory + "/idVendor"),
                        .device = read_hex<4>(context, directory + "/idProduct"),
                        .name = product.text && product.text->size() < 128
                                    ? firmware_text(*product.text)
                                    : std::nullopt,
                        .driver = interface.driver,
                        .candidates = {},
                        .objects = {},
                        .firmware_missing = {},
                        .state = DriverState::not_needed};
    bool const needed = device.class_code && usb_class_matters(*device.class_code);
    if (needed && !platform.virtualization) {
        settle(context, interface.directory, device);
    } else if (device.driver) {
        device.state = driver_state(device, true);
    }
    return device;
}

}  // namespace

std::vector<DriverDevice> read_driver_devices(Machine const& machine, Platform const& platform,
                                              Pcie const& pcie, ModuleTree const* tree,
                                              std::vector<Gap>& gaps) {
    Context const context{machine, tree, gaps};
    std::vector<DriverDevice> devices;
    for (auto const& function : pcie.functions) {
        if (devices.size() == kMaxDevices) return devices;
        devices.push_back(read_pci(context, platform, function));
    }
    // "1-4" is a device, "1-4:1.0" one of its interfaces, "usb1" the controller's own hub.
    std::map<std::string, std::vector<UsbInterface>> usb;
    for (auto const& name : machine.list("/sys/bus/usb/devices")) {
        auto const colon = name.find(':');
        if (colon == std::string::npos || name.starts_with("usb") || usb.size() == kMaxDevices)
            continue;
        auto interface = read_interface(context, name);
        bool const hub = interface.class_code && interface.class_code->value >> 16U == 0x09;
        if (!hub) usb[name.substr(0, colon)].push_back(std::move(interface));
    }
    for (auto const& [name, interfaces] : usb) {
        devices.push_back(read_usb(context, platform, name, interfaces));
    }
    return devices;
}

}  // namespace rigcheck
