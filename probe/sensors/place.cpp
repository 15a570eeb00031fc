#include "probe/sensors/place.hpp"

#include <algorithm>

#include "probe/machine/number.hpp"
#include "probe/pcie/address.hpp"
#include "probe/smbios/text.hpp"

namespace rigcheck {
namespace {

constexpr char const* kHwmon = "/sys/class/hwmon";
constexpr std::size_t kMaxChips = 128;
constexpr int kMaxSteps = 8;  // from a chip over its devices up to a bus

std::string last_of(std::string const& path) {
    return path.substr(path.rfind('/') + 1);
}

// Where PATH/device leads, free of links.
std::optional<std::string> device_of(Machine const& machine, std::string const& path) {
    if (!machine.link_target(path + "/device")) return std::nullopt;
    auto const resolved = machine.resolve(path + "/device", true);
    return resolved ? std::optional("/" + resolved->path) : std::nullopt;
}

// An I2C adapter has a name of its own (/sys/class/i2c-adapter of older kernels has it too).
std::string i2c_adapter(Machine const& machine, int bus) {
    auto const name =
        machine.read_line("/sys/bus/i2c/devices/i2c-" + std::to_string(bus) + "/name");
    return name.text ? firmware_text(*name.text).value_or("") : "";
}

// From the chip's device upwards to the first bus that libsensors has a spelling for: an NVMe
// controller is none, the PCI function that it belongs to is.
ChipAddress address_of(Machine const& machine, std::string const& prefix,
                       std::optional<std::string> device) {
    for (int step = 0; device && step < kMaxSteps; ++step) {
        auto const subsystem = machine.link_name(*device + "/subsystem").value_or("platform");
        if (auto address = chip_address(prefix, subsystem, last_of(*device))) {
            if (address->i2c_bus) address->adapter = i2c_adapter(machine, *address->i2c_bus);
            return *address;
        }
        device = device_of(machine, *device);
    }
    return {prefix + "-virtual-0", "Virtual device", std::nullopt};
}

// The PCI function at the end of the chain; a chip behind USB or I2C is none of its controller's.
std::optional<std::string> pci_function(std::string const& device) {
    if (device.find("/usb") != std::string::npos || device.find("/i2c-") != std::string::npos)
        return std::nullopt;
    std::optional<std::string> found;
    for (std::size_t at = 0; at < device.size();) {
        auto const end = std::min(device.find('/', at), device.size());
        auto const name = device.substr(at, end - at);
        if (is_pci_address(name)) found = name;
        at = end + 1;
    }
    return found;
}

std::optional<std::string> first_in(Machine const& machine, std::string const& directory) {
    auto names = machine.list(directory);
    return names.empty() ? std::nullopt : std::optional(names.front());
}

std::optional<std::string> drive_of(Machine const& machine, std::string const& prefix,
                                    std::string const& device) {
    if (prefix == "nvme") {
        auto const name = last_of(device);
        return name.starts_with("nvme") ? name : first_in(machine, device + "/nvme");
    }
    return prefix == "drivetemp" ? first_in(machine, device + "/block") : std::nullopt;
}

// The device itself and every PCI function above it (kernel: ABI/testing/sysfs-devices-power).
bool is_asleep(Machine const& machine, std::string const& device) {
    for (auto end = device.size(); end != std::string::npos && end > 0;
         end = device.rfind('/', end - 1)) {
        auto const path = device.substr(0, end);
        if (path != device && !is_pci_address(last_of(path))) continue;
        if (machine.read_line(path + "/power/runtime_status").text == "suspended") return true;
    }
    return false;
}

std::optional<SensorChip> read_place(Machine const& machine, std::string const& path) {
    auto const name = machine.read_line(path + "/name");
    auto const prefix = name.text ? firmware_text(*name.text) : std::nullopt;
    if (!prefix) return std::nullopt;
    auto const device = device_of(machine, path);
    auto const address = address_of(machine, *prefix, device);
    SensorChip chip;
    chip.name = address.name;
    chip.prefix = *prefix;
    chip.adapter = address.adapter;
    chip.path = path;
    if (device) {
        chip.device = pci_function(*device);
        chip.drive = drive_of(machine, *prefix, *device);
        chip.asleep = is_asleep(machine, *device);
    }
    return chip;
}

}  // namespace

std::vector<SensorChip> find_chips(Machine const& machine) {
    std::vector<int> chip_numbers;
    for (auto const& name : machine.list(kHwmon)) {
        if (!name.starts_with("hwmon")) continue;
        if (auto const number = parse_number<int>(std::string_view(name).substr(5)))
            chip_numbers.push_back(*number);
    }
    std::sort(chip_numbers.begin(), chip_numbers.end());
    if (chip_numbers.size() > kMaxChips) chip_numbers.resize(kMaxChips);
    std::vector<SensorChip> chips;
    for (int const number : chip_numbers) {
        auto chip = read_place(machine, std::string(kHwmon) + "/hwmon" + std::to_string(number));
        if (chip) chips.push_back(std::move(*chip));
    }
    return chips;
}

}  // namespace rigcheck
