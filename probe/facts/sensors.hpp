#pragma once

#include <array>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// The kinds of hwmon channel (kernel: Documentation/hwmon/sysfs-interface.rst).
enum class SensorKind { voltage, fan, temperature, power, current, energy, humidity, intrusion };

template <>
struct EnumNames<SensorKind> {
    static constexpr std::array names{"in",   "fan",    "temp",     "power",
                                      "curr", "energy", "humidity", "intrusion"};
};

// One channel of a chip. Values and limits in the unit: "v", "rpm", "c", "w", "a", "j", "percent";
// "" for intrusion. What the chip says, plausible or not: the rules decide what to believe.
struct SensorFeature {
    std::string name;  // "temp1"
    SensorKind kind = SensorKind::voltage;
    std::string label;  // by the driver or sensors3.conf; the name where neither has one
    std::string unit;
    std::optional<double> value;  // empty: the channel gave an error (asleep, switched off)
    std::optional<double> min, max, crit, lcrit, emergency;
    std::optional<double> max_hyst, crit_hyst;
    std::optional<double> lowest, highest;  // since the driver was loaded
    // Alarm bits may be latched until read, so this is the last of three readings.
    std::optional<bool> alarm;
    std::optional<bool> fault;  // the chip says that nothing is connected

    static constexpr auto fields() {
        using F = SensorFeature;
        return field_list(
            field("name", &F::name), field("kind", &F::kind), field("label", &F::label),
            field("unit", &F::unit), field("value", &F::value), field("min", &F::min),
            field("max", &F::max), field("crit", &F::crit), field("lcrit", &F::lcrit),
            field("emergency", &F::emergency), field("max_hyst", &F::max_hyst),
            field("crit_hyst", &F::crit_hyst), field("lowest", &F::lowest),
            field("highest", &F::highest), field("alarm", &F::alarm), field("fault", &F::fault));
    }
};

struct SensorChip {
    std::string name;                   // as libsensors writes it: "nct6798-isa-0290"
    std::string prefix;                 // the driver's name for it: "nct6798", "k10temp", "nvme"
    std::string adapter;                // "ISA adapter", "PCI adapter", "Virtual device", …
    std::optional<std::string> path;    // /sys/class/hwmon/hwmon2
    std::optional<std::string> device;  // of the PCI function it belongs to: "0000:01:00.0"
    std::optional<std::string> drive;   // of the drive it belongs to: "nvme0", "sda"
    bool asleep = false;                // its device is runtime-suspended, so nothing was read
    std::vector<SensorFeature> features;

    static constexpr auto fields() {
        using C = SensorChip;
        return field_list(field("name", &C::name), field("prefix", &C::prefix),
                          field("adapter", &C::adapter), field("path", &C::path),
                          field("device", &C::device), field("drive", &C::drive),
                          field("asleep", &C::asleep), field("features", &C::features));
    }
};

// /sys/devices/system/cpu/cpu*/thermal_throttle (Intel alone): events since boot, over all cores.
struct CpuThrottle {
    std::optional<std::int64_t> core_events, package_events;
    std::optional<std::int64_t> core_total_ms, package_total_ms;

    static constexpr auto fields() {
        using T = CpuThrottle;
        return field_list(field("core_events", &T::core_events),
                          field("package_events", &T::package_events),
                          field("core_total_ms", &T::core_total_ms),
                          field("package_total_ms", &T::package_total_ms));
    }
};

struct Sensors {
    std::vector<SensorChip> chips;
    // Sensor modules that nothing loads by itself, that this kernel has and that are not loaded:
    // "nct6775", "it87", "drivetemp", …
    std::vector<std::string> modules_missing;
    std::vector<std::string> modules_loaded;  // of the same list
    CpuThrottle throttle;
    std::optional<double> load_1min;  // /proc/loadavg: temperatures mean little without it

    static constexpr auto fields() {
        using S = Sensors;
        return field_list(field("chips", &S::chips), field("modules_missing", &S::modules_missing),
                          field("modules_loaded", &S::modules_loaded),
                          field("throttle", &S::throttle), field("load_1min", &S::load_1min));
    }
};

}  // namespace rigcheck
