// How libsensors spells the address of a chip (lm-sensors 3.6, lib/data.c and lib/sysfs.c).
#include <fmt/format.h>

#include <optional>

#include "probe/machine/number.hpp"
#include "probe/sensors/place.hpp"

namespace rigcheck {
namespace {

// The numbers between the given separators: "0003:1B1C:1C05.0006" by "::." in base 16.
std::optional<std::vector<int>> numbers(std::string_view text, std::string_view separators,
                                        int base, int last_base) {
    std::vector<int> found;
    for (std::size_t i = 0; i <= separators.size(); ++i) {
        bool const last = i == separators.size();
        auto const end = last ? text.size() : text.find(separators[i]);
        if (end == std::string_view::npos || end == 0) return std::nullopt;
        auto const value = parse_number<int>(text.substr(0, end), last ? last_base : base);
        if (!value || *value < 0) return std::nullopt;
        found.push_back(*value);
        text.remove_prefix(last ? end : end + 1);
    }
    return found;
}

std::optional<ChipAddress> i2c(std::string const& prefix, std::string_view device) {
    auto const part = numbers(device, "-", 10, 16);
    if (!part) return std::nullopt;
    return ChipAddress{fmt::format("{}-i2c-{}-{:02x}", prefix, (*part)[0], (*part)[1]), "",
                       (*part)[0]};
}

std::optional<ChipAddress> pci(std::string const& prefix, std::string_view device) {
    auto const part = numbers(device, "::.", 16, 16);
    if (!part) return std::nullopt;
    auto const address = ((*part)[0] << 16) + ((*part)[1] << 8) + ((*part)[2] << 3) + (*part)[3];
    return ChipAddress{fmt::format("{}-pci-{:04x}", prefix, address), "PCI adapter", std::nullopt};
}

// "nct6775.656" sits at port 656; a name without a number counts as 0.
ChipAddress isa(std::string const& prefix, std::string_view device) {
    auto const word =
        device.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_");  // libsensors' pattern
    int address = 0;
    if (word != std::string_view::npos && word > 0 && device[word] == '.')
        address = parse_number<int>(device.substr(word + 1)).value_or(0);
    return {fmt::format("{}-isa-{:04x}", prefix, address), "ISA adapter", std::nullopt};
}

std::optional<ChipAddress> scsi(std::string const& prefix, std::string_view device) {
    auto const part = numbers(device, ":::", 10, 16);
    if (!part) return std::nullopt;
    auto const address = ((*part)[1] << 8) + ((*part)[2] << 4) + (*part)[3];
    return ChipAddress{fmt::format("{}-scsi-{}-{:x}", prefix, (*part)[0], address), "SCSI adapter",
                       std::nullopt};
}

std::optional<ChipAddress> hid(std::string const& prefix, std::string_view device) {
    auto const part = numbers(device, "::.", 16, 16);
    if (!part) return std::nullopt;
    return ChipAddress{fmt::format("{}-hid-{}-{:x}", prefix, (*part)[0], (*part)[3]), "HID adapter",
                       std::nullopt};
}

std::optional<ChipAddress> spi(std::string const& prefix, std::string_view device) {
    if (!device.starts_with("spi")) return std::nullopt;
    auto const part = numbers(device.substr(3), ".", 10, 10);
    if (!part) return std::nullopt;
    return ChipAddress{fmt::format("{}-spi-{}-{:x}", prefix, (*part)[0], (*part)[1]), "SPI adapter",
                       std::nullopt};
}

ChipAddress mdio(std::string const& prefix, std::string_view device) {
    auto const colon = device.find(':');
    int address = 0;
    if (colon != std::string_view::npos && colon > 0)
        address = parse_number<int>(device.substr(colon + 1)).value_or(0);
    return {fmt::format("{}-mdio-{:x}", prefix, address), "MDIO adapter", std::nullopt};
}

}  // namespace

std::optional<ChipAddress> chip_address(std::string const& prefix, std::string_view subsystem,
                                        std::string_view device) {
    if (subsystem == "i2c") return i2c(prefix, device);
    if (subsystem == "spi") return spi(prefix, device);
    if (subsystem == "pci") return pci(prefix, device);
    if (subsystem == "platform" || subsystem == "of_platform") return isa(prefix, device);
    if (subsystem == "acpi") return ChipAddress{prefix + "-acpi-0", "ACPI interface", std::nullopt};
    if (subsystem == "hid") return hid(prefix, device);
    if (subsystem == "mdio_bus") return mdio(prefix, device);
    if (subsystem == "scsi") return scsi(prefix, device);
    return std::nullopt;
}

}  // namespace rigcheck
