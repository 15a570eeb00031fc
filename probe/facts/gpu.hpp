#pragma once

#include "probe/facts/pcie.hpp"

namespace rigcheck {

// Row remapping of the memory (NVML nvmlDeviceGetRemappedRows), ECC cards alone.
struct GpuRemappedRows {
    std::optional<int> correctable, uncorrectable;
    std::optional<bool> pending, failed;

    static constexpr auto fields() {
        using R = GpuRemappedRows;
        return field_list(field("correctable", &R::correctable),
                          field("uncorrectable", &R::uncorrectable), field("pending", &R::pending),
                          field("failed", &R::failed));
    }
};

// What a graphics driver says of its card: NVML, or the sysfs files of amdgpu, i915 and xe.
struct Gpu {
    std::string address;                // "0000:01:00.0"
    std::optional<std::string> vendor;  // "nvidia", "amd", "intel"
    std::optional<std::string> name, arch;
    std::optional<std::string> driver;
    std::optional<std::int64_t> vram_mib;
    // Read before and after the link, so that a speed between two idle states accuses nobody.
    std::optional<std::string> performance_state;  // "P0" … "P15"
    std::optional<std::string> performance_state_after;
    std::optional<int> utilization_percent;
    std::optional<double> temperature_c, memory_temperature_c, junction_temperature_c;
    std::optional<double> max_c, slowdown_c, shutdown_c;  // thresholds of the card
    std::optional<double> fan_percent;
    std::optional<double> power_w, power_limit_w, power_default_w, power_max_w;
    // Why the clocks are held back now, as NVML names it: "idle", "sw-power-cap", "hw-slowdown",
    // "sw-thermal", "hw-thermal", "hw-power-brake", …
    std::vector<std::string> throttle;
    std::optional<PcieLink> link;  // the driver's own view
    std::optional<int> pcie_replays;
    std::optional<bool> ecc;
    std::optional<std::uint64_t> ecc_uncorrected;
    std::optional<int> retired_pages;
    std::optional<GpuRemappedRows> remapped_rows;
    std::optional<std::int64_t> bar1_mib;
    // Why the driver refuses to speak of it: "insufficient-power", "lost", "irq", …
    std::optional<std::string> error;
    bool asleep = false;  // runtime-suspended, so not asked

    static constexpr auto fields() {
        using G = Gpu;
        return field_list(
            field("address", &G::address), field("vendor", &G::vendor), field("name", &G::name),
            field("arch", &G::arch), field("driver", &G::driver), field("vram_mib", &G::vram_mib),
            field("performance_state", &G::performance_state),
            field("performance_state_after", &G::performance_state_after),
            field("utilization_percent", &G::utilization_percent),
            field("temperature_c", &G::temperature_c),
            field("memory_temperature_c", &G::memory_temperature_c),
            field("junction_temperature_c", &G::junction_temperature_c), field("max_c", &G::max_c),
            field("slowdown_c", &G::slowdown_c), field("shutdown_c", &G::shutdown_c),
            field("fan_percent", &G::fan_percent), field("power_w", &G::power_w),
            field("power_limit_w", &G::power_limit_w),
            field("power_default_w", &G::power_default_w), field("power_max_w", &G::power_max_w),
            field("throttle", &G::throttle), field("link", &G::link),
            field("pcie_replays", &G::pcie_replays), field("ecc", &G::ecc),
            field("ecc_uncorrected", &G::ecc_uncorrected),
            field("retired_pages", &G::retired_pages), field("remapped_rows", &G::remapped_rows),
            field("bar1_mib", &G::bar1_mib), field("error", &G::error),
            field("asleep", &G::asleep));
    }
};

}  // namespace rigcheck
