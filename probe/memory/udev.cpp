#include "probe/memory/udev.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>

#include "probe/machine/number.hpp"
#include "probe/smbios/duplicates.hpp"
#include "probe/smbios/text.hpp"

namespace rigcheck {
namespace {

using Properties = std::map<std::string_view, std::string_view>;

struct Collected {
    std::map<unsigned, Properties> devices;
    Properties array;
};

constexpr std::string_view kDevice = "MEMORY_DEVICE_";
constexpr std::string_view kArray = "MEMORY_ARRAY_";
constexpr unsigned kMostDevices = 4096;

void collect(std::string_view key, std::string_view value, Collected& collected) {
    if (key.starts_with(kArray)) {
        collected.array[key.substr(kArray.size())] = value;
        return;
    }
    if (!key.starts_with(kDevice)) return;
    key.remove_prefix(kDevice.size());
    auto const score = key.find('_');
    auto const number = parse_number<unsigned>(key.substr(0, score));
    if (score == std::string_view::npos || !number || *number >= kMostDevices) return;
    collected.devices[*number][key.substr(score + 1)] = value;
}

Collected collect_all(std::string_view text) {
    Collected collected;
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        auto const equals = line.find('=');
        if (!line.starts_with("E:") || equals == std::string_view::npos) continue;
        collect(line.substr(2, equals - 2), line.substr(equals + 1), collected);
    }
    return collected;
}

std::string_view value_of(Properties const& properties, std::string_view key) {
    auto const found = properties.find(key);
    return found == properties.end() ? std::string_view() : found->second;
}

std::optional<std::string> text_of(Properties const& properties, std::string_view key) {
    return firmware_text(value_of(properties, key));
}

// Every number here comes from a field of 16 bits; all ones stand for "unknown" or "see elsewhere".
std::optional<int> number_of(Properties const& properties, std::string_view key) {
    auto const number = parse_number<int>(value_of(properties, key));
    if (!number || *number <= 0 || *number >= 0xFFFF) return std::nullopt;
    return number;
}

std::optional<std::int64_t> size_of(Properties const& device) {
    if (value_of(device, "PRESENT") == "0") return 0;
    auto const bytes = parse_number<std::uint64_t>(value_of(device, "SIZE"));
    if (!bytes) return std::nullopt;
    constexpr std::uint64_t kMib = std::uint64_t{1} << 20U;
    // Rounded up: a flash chip of 512 kB is no empty slot.
    return static_cast<std::int64_t>(*bytes / kMib + (*bytes % kMib != 0 ? 1 : 0));
}

// In volts. Whole hundreds of millivolts are written with one significant digit (systemd,
// dmi_memory_device_voltage_value), so 1.2 V stands there as "1": only a value with two decimals
// has kept them.
std::optional<int> millivolts_of(Properties const& device) {
    auto const text = value_of(device, "CONFIGURED_VOLTAGE");
    auto const point = text.find('.');
    if (point == std::string_view::npos || text.size() - point < 3) return std::nullopt;
    auto const volts = parse_number<double>(text);
    if (!volts || !(*volts > 0) || *volts > 65) return std::nullopt;
    return static_cast<int>(std::lround(*volts * 1000));
}

MemoryModule module_of(Properties const& device) {
    return {.handle = std::nullopt,
            .array_handle = std::nullopt,
            .locator = text_of(device, "LOCATOR"),
            .bank_locator = text_of(device, "BANK_LOCATOR"),
            .size_mib = size_of(device),
            .type = text_of(device, "TYPE"),
            .form_factor = text_of(device, "FORM_FACTOR"),
            .speed_mts = number_of(device, "SPEED_MTS"),
            .configured_mts = number_of(device, "CONFIGURED_SPEED_MTS"),
            .manufacturer = text_of(device, "MANUFACTURER"),
            .part_number = text_of(device, "PART_NUMBER"),
            .rank = number_of(device, "RANK"),
            .data_width = number_of(device, "DATA_WIDTH"),
            .total_width = number_of(device, "TOTAL_WIDTH"),
            .configured_mv = millivolts_of(device)};
}

// udev speaks of system memory only, and leaves an error correction of "None" out.
MemoryArray array_of(Properties const& array) {
    bool const none = !array.contains("EC_TYPE");
    return {
        .handle = std::nullopt,
        .location = text_of(array, "LOCATION"),
        .use = "System Memory",
        .error_correction = none ? std::optional<std::string>("None") : text_of(array, "EC_TYPE"),
        .slots = number_of(array, "NUM_DEVICES")};
}

}  // namespace

UdevMemory parse_udev_memory(std::string_view text) {
    auto const collected = collect_all(text);
    UdevMemory memory;
    Duplicates duplicates;
    for (auto const& [number, device] : collected.devices) {
        auto module = module_of(device);
        if (!duplicates.seen(module, text_of(device, "SERIAL_NUMBER")))
            memory.modules.push_back(std::move(module));
    }
    if (!collected.array.empty()) memory.arrays.push_back(array_of(collected.array));
    return memory;
}

}  // namespace rigcheck
