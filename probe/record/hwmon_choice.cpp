#include "probe/record/hwmon_choice.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace rigcheck::record {
namespace {

constexpr int kSeldom = 10;  // s

template <std::size_t Size>
bool starts_with_any(std::string_view text, std::array<char const*, Size> const& starts) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](char const* start) { return text.starts_with(start); });
}

bool is_slow_bus(SensorChip const& chip) {
    return chip.name.find("-hid-") != std::string::npos ||
           chip.name.find("-i2c-") != std::string::npos;
}

}  // namespace

// drivetemp keeps disks from going to sleep (kernel: drivetemp.rst); the others measure network
// cards, ports, batteries and mice, which do not switch a computer off.
bool is_left_out(SensorChip const& chip) {
    constexpr std::array kPrefixes{"drivetemp", "iwlwifi", "ath1", "mt7",   "rtw", "rtl",
                                   "r8169",     "ucsi",    "BAT",  "hidpp", "ADP", "AC"};
    return starts_with_any(chip.prefix, kPrefixes);
}

// A question to an NVMe drive is a command of its own, one to a DIMM takes the bus of the memory's
// settings: not each second.
int seconds_between(SensorChip const& chip) {
    constexpr std::array kSlow{"nvme", "jc42", "spd5118"};
    return starts_with_any(chip.prefix, kSlow) ? kSeldom : 1;
}

// Of an Intel processor the package is as hot as its hottest core, and each core would be woken up
// for the question. Only Composite of NVMe has a meaning for all drives (NVMe base 2.0, figure
// 207).
bool is_wanted(SensorChip const& chip, SensorFeature const& feature) {
    bool const named = feature.label != feature.name;
    switch (feature.kind) {
        case SensorKind::temperature:
            if (chip.prefix == "coretemp") return feature.label.starts_with("Package");
            return chip.prefix != "nvme" || feature.label == "Composite";
        case SensorKind::fan:
        case SensorKind::power:
            return true;
        case SensorKind::voltage:
        case SensorKind::current:
            // Without a name it says neither which rail it is nor on what scale.
            return named && !feature.label.starts_with('-');
        default:
            return false;
    }
}

// Power alone: the drivers of board chips read their voltages anew once in 1.5 s (kernel:
// nct6775-core.c, it87.c), and a power supply on USB takes milliseconds for each answer.
bool is_fast(SensorChip const& chip, SensorFeature const& feature) {
    return feature.kind == SensorKind::power && !is_slow_bus(chip) && seconds_between(chip) == 1;
}

}  // namespace rigcheck::record
