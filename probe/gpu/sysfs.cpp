#include "probe/gpu/sysfs.hpp"

#include <fmt/format.h>

#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

std::string directory_of(Gpu const& gpu) {
    return "/sys/bus/pci/devices/" + gpu.address;
}

std::optional<std::string> hwmon_of(Machine const& machine, Gpu const& gpu) {
    auto const names = machine.list(directory_of(gpu) + "/hwmon");
    if (names.empty()) return std::nullopt;
    return directory_of(gpu) + "/hwmon/" + names.front();
}

// A hwmon value divided by its scale (kernel: Documentation/hwmon/sysfs-interface.rst); empty where
// it cannot be one.
std::optional<double> scaled(Machine const& machine, std::string const& path, double scale,
                             double highest, std::vector<Gap>& gaps) {
    auto const raw = read_number<double>(machine, "gpus", path, gaps);
    if (!raw) return std::nullopt;
    auto const value = *raw / scale;
    return value >= 0 && value <= highest ? std::optional(value) : std::nullopt;
}

std::optional<double> degrees(Machine const& machine, std::string const& path,
                              std::vector<Gap>& gaps) {
    auto const value = scaled(machine, path, 1000, 200, gaps);
    return value && *value > 0 ? value : std::nullopt;
}

std::optional<double> watts(Machine const& machine, std::string const& path,
                            std::vector<Gap>& gaps) {
    return scaled(machine, path, 1'000'000, 5000, gaps);
}

void read_temperatures(Machine const& machine, std::string const& hwmon, Gpu& gpu,
                       std::vector<Gap>& gaps) {
    for (int channel = 1; channel <= 4; ++channel) {
        auto const file = fmt::format("{}/temp{}_", hwmon, channel);
        auto const label = machine.read_line(file + "label").text.value_or("");
        auto const value = degrees(machine, file + "input", gaps);
        if (!value) continue;
        if (label == "junction") {
            gpu.junction_temperature_c = value;
            gpu.slowdown_c = degrees(machine, file + "crit", gaps);
            gpu.shutdown_c = degrees(machine, file + "emergency", gaps);
        } else if (label == "mem" || label == "vram") {
            gpu.memory_temperature_c = value;
        } else if (label == "edge" || label == "pkg" || channel == 1) {
            gpu.temperature_c = value;
            if (!gpu.slowdown_c) gpu.slowdown_c = degrees(machine, file + "crit", gaps);
            if (!gpu.shutdown_c) gpu.shutdown_c = degrees(machine, file + "emergency", gaps);
        }
    }
}

void read_power(Machine const& machine, std::string const& hwmon, Gpu& gpu,
                std::vector<Gap>& gaps) {
    gpu.power_w = watts(machine, hwmon + "/power1_average", gaps);
    if (!gpu.power_w) gpu.power_w = watts(machine, hwmon + "/power1_input", gaps);
    gpu.power_limit_w = watts(machine, hwmon + "/power1_cap", gaps);
    gpu.power_default_w = watts(machine, hwmon + "/power1_cap_default", gaps);
    gpu.power_max_w = watts(machine, hwmon + "/power1_cap_max", gaps);
}

// Files named PREFIXreason that hold 1.
void read_reasons(Machine const& machine, std::string const& directory, std::string_view prefix,
                  Gpu& gpu) {
    for (auto const& name : machine.list(directory)) {
        if (!name.starts_with(prefix) || name.ends_with("status")) continue;
        if (machine.read_line(directory + "/" + name).text == "1" && gpu.throttle.size() < 16) {
            gpu.throttle.push_back(name.substr(prefix.size()));
        }
    }
}

std::vector<std::string> numbered(Machine const& machine, std::string const& directory,
                                  std::string_view prefix) {
    std::vector<std::string> found;
    for (auto const& name : machine.list(directory)) {
        auto const rest = name.starts_with(prefix) ? name.substr(prefix.size()) : "?";
        if (rest.find_first_not_of("0123456789") == std::string::npos && found.size() < 8) {
            found.push_back(std::string(directory).append("/").append(name));
        }
    }
    return found;
}

}  // namespace

void read_amdgpu(Machine const& machine, Gpu& gpu, std::vector<Gap>& gaps) {
    auto const directory = directory_of(gpu);
    if (auto const bytes =
            read_number<std::uint64_t>(machine, "gpus", directory + "/mem_info_vram_total", gaps)) {
        gpu.vram_mib = static_cast<std::int64_t>(*bytes / (1024 * 1024));
    }
    auto const busy = read_number<int>(machine, "gpus", directory + "/gpu_busy_percent", gaps);
    if (busy && *busy >= 0 && *busy <= 100) gpu.utilization_percent = busy;
    if (auto const hwmon = hwmon_of(machine, gpu)) {
        read_temperatures(machine, *hwmon, gpu, gaps);
        read_power(machine, *hwmon, gpu, gaps);
    }
}

void read_intel_gpu(Machine const& machine, Gpu& gpu, std::vector<Gap>& gaps) {
    auto const directory = directory_of(gpu);
    if (auto const hwmon = hwmon_of(machine, gpu)) {
        read_temperatures(machine, *hwmon, gpu, gaps);
        gpu.power_limit_w = watts(machine, *hwmon + "/power1_max", gaps);
    }
    for (auto const& card : numbered(machine, directory + "/drm", "card")) {
        for (auto const& gt : numbered(machine, card + "/gt", "gt")) {
            read_reasons(machine, gt, "throttle_reason_", gpu);
        }
    }
    for (auto const& tile : numbered(machine, directory, "tile")) {
        for (auto const& gt : numbered(machine, tile, "gt")) {
            read_reasons(machine, gt + "/freq0/throttle", "reason_", gpu);
        }
    }
}

}  // namespace rigcheck
