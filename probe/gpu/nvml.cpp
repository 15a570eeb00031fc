#include "probe/gpu/nvml.hpp"

#include <fmt/format.h>

#include <array>

#include "probe/gpu/nvml_library.hpp"

namespace rigcheck {
namespace {

using namespace nvml;

std::optional<std::string> performance_state(Card const& card) {
    auto const state = card.ask<int>("nvmlDeviceGetPerformanceState");
    if (!state || *state < 0 || *state > 15) return std::nullopt;  // 32: unknown
    return fmt::format("P{}", *state);
}

std::optional<std::string> architecture(Card const& card) {
    constexpr std::array kNames{"Kepler", "Maxwell", "Pascal", "Volta",    "Turing",
                                "Ampere", "Ada",     "Hopper", "Blackwell"};
    auto const number = card.ask("nvmlDeviceGetArchitecture");
    if (!number || *number < 2 || *number >= 2 + kNames.size()) return std::nullopt;
    return kNames.at(*number - 2);
}

std::optional<double> watts(std::optional<Number> milliwatts) {
    if (!milliwatts || *milliwatts > 5'000'000) return std::nullopt;
    return static_cast<double>(*milliwatts) / 1000;
}

std::optional<double> degrees(std::optional<Number> value) {
    return value && *value > 0 && *value < 200 ? std::optional<double>(*value) : std::nullopt;
}

std::optional<std::int64_t> mebibytes(std::optional<MemoryInfo> const& info) {
    if (!info) return std::nullopt;
    return static_cast<std::int64_t>(info->total / (1024 * 1024));
}

// NVML: clocks event reasons, once called throttle reasons.
std::vector<std::string> throttle_reasons(Card const& card) {
    constexpr std::array<std::pair<Long, char const*>, 9> kReasons{{{0x001, "idle"},
                                                                    {0x002, "application-clocks"},
                                                                    {0x004, "sw-power-cap"},
                                                                    {0x008, "hw-slowdown"},
                                                                    {0x010, "sync-boost"},
                                                                    {0x020, "sw-thermal"},
                                                                    {0x040, "hw-thermal"},
                                                                    {0x080, "hw-power-brake"},
                                                                    {0x100, "display-clocks"}}};
    auto bits = card.ask<Long>("nvmlDeviceGetCurrentClocksEventReasons");
    if (!bits) bits = card.ask<Long>("nvmlDeviceGetCurrentClocksThrottleReasons");
    std::vector<std::string> reasons;
    for (auto const& [bit, name] : kReasons) {
        if ((bits.value_or(0) & bit) != 0) reasons.emplace_back(name);
    }
    return reasons;
}

PcieLink link_of(Card const& card) {
    constexpr std::array kSpeeds{0.0, 2.5, 5.0, 8.0, 16.0, 32.0, 64.0};  // by generation
    auto const speed = [&](char const* name) -> std::optional<double> {
        auto const generation = card.ask(name);
        if (!generation || *generation == 0 || *generation >= kSpeeds.size()) return std::nullopt;
        return kSpeeds.at(*generation);
    };
    auto const width = [&](char const* name) -> std::optional<int> {
        auto const lanes = card.ask(name);
        if (!lanes || *lanes == 0 || *lanes > 32) return std::nullopt;
        return static_cast<int>(*lanes);
    };
    return {.speed_gts = speed("nvmlDeviceGetCurrPcieLinkGeneration"),
            .width = width("nvmlDeviceGetCurrPcieLinkWidth"),
            .max_speed_gts = speed("nvmlDeviceGetMaxPcieLinkGeneration"),
            .max_width = width("nvmlDeviceGetMaxPcieLinkWidth")};
}

void read_memory_health(Card const& card, Gpu& gpu) {
    constexpr int kUncorrected = 1;
    constexpr int kVolatile = 0;
    Number current = 0;
    Number pending = 0;
    if (card.fill("nvmlDeviceGetEccMode", &current, &pending)) gpu.ecc = current == 1;
    if (gpu.ecc == true) {
        gpu.ecc_uncorrected =
            card.ask<Long>("nvmlDeviceGetTotalEccErrors", kUncorrected, kVolatile);
    }
    std::array<Number, 4> rows{};  // corrected, uncorrected, pending, failed
    if (card.fill("nvmlDeviceGetRemappedRows", rows.data(), &rows[1], &rows[2], &rows[3])) {
        gpu.remapped_rows = GpuRemappedRows{.correctable = static_cast<int>(rows[0]),
                                            .uncorrectable = static_cast<int>(rows[1]),
                                            .pending = rows[2] != 0,
                                            .failed = rows[3] != 0};
    }
}

// nvmlDeviceGetRetiredPages tells the number when the room for addresses is none.
void read_retired_pages(Library const& library, Device device, Gpu& gpu) {
    int total = 0;
    for (int const cause : {0, 1}) {  // many single-bit errors, a double-bit error
        Number count = 0;
        auto const code = library.call("nvmlDeviceGetRetiredPages", device, cause, &count,
                                       static_cast<Long*>(nullptr));
        if ((code != kSuccess && code != kInsufficientSize) || count > 100'000) return;
        total += static_cast<int>(count);
    }
    gpu.retired_pages = total;
}

void read_card(Library const& library, Device device, Gpu& gpu) {
    Card const card(library, device);
    gpu.performance_state = performance_state(card);
    gpu.link = link_of(card);
    if (auto const busy = card.ask<Utilization>("nvmlDeviceGetUtilizationRates")) {
        if (busy->gpu <= 100) gpu.utilization_percent = static_cast<int>(busy->gpu);
    }
    gpu.throttle = throttle_reasons(card);
    gpu.performance_state_after = performance_state(card);

    constexpr int kCore = 0;
    constexpr int kShutdown = 0;
    constexpr int kSlowdown = 1;
    constexpr int kGpuMax = 3;
    gpu.name = card.text("nvmlDeviceGetName");
    gpu.arch = architecture(card);
    gpu.vram_mib = mebibytes(card.ask<MemoryInfo>("nvmlDeviceGetMemoryInfo"));
    gpu.bar1_mib = mebibytes(card.ask<MemoryInfo>("nvmlDeviceGetBAR1MemoryInfo"));
    gpu.temperature_c = degrees(card.ask("nvmlDeviceGetTemperature", kCore));
    gpu.shutdown_c = degrees(card.ask("nvmlDeviceGetTemperatureThreshold", kShutdown));
    gpu.slowdown_c = degrees(card.ask("nvmlDeviceGetTemperatureThreshold", kSlowdown));
    gpu.max_c = degrees(card.ask("nvmlDeviceGetTemperatureThreshold", kGpuMax));
    if (auto const fan = card.ask("nvmlDeviceGetFanSpeed")) gpu.fan_percent = *fan;
    gpu.power_w = watts(card.ask("nvmlDeviceGetPowerUsage"));
    gpu.power_limit_w = watts(card.ask("nvmlDeviceGetEnforcedPowerLimit"));
    gpu.power_default_w = watts(card.ask("nvmlDeviceGetPowerManagementDefaultLimit"));
    Number lowest = 0;
    Number highest = 0;
    if (card.fill("nvmlDeviceGetPowerManagementLimitConstraints", &lowest, &highest)) {
        gpu.power_max_w = watts(highest);
    }
    if (auto const replays = card.ask("nvmlDeviceGetPcieReplayCounter")) {
        gpu.pcie_replays = static_cast<int>(*replays & 0x7FFFFFFFU);
    }
    read_memory_health(card, gpu);
    read_retired_pages(library, device, gpu);
}

}  // namespace

char const* nvml_error_name(int code) {
    switch (code) {
        case kSuccess:
        case 3:  // not supported
            return nullptr;
        case 4:
            return "no-permission";
        case 6:
            return "not-found";
        case 8:
            return "insufficient-power";
        case 9:
            return "driver-not-loaded";
        case 11:
            return "irq";
        case kLibraryNotFound:
            return "no-library";
        case kFunctionNotFound:
            return "old-library";
        case 15:
            return "lost";
        case 16:
            return "reset-required";
        case 18:
            return "version-mismatch";
        default:
            return "unknown";
    }
}

NvmlAnswer read_nvml(char const* library_file, std::vector<std::string> const& addresses) {
    NvmlAnswer answer;
    Library library(library_file);
    if (auto const* const error = nvml_error_name(library.start())) {
        answer.error = error;
        return answer;
    }
    for (auto const& address : addresses) {
        auto& gpu = answer.gpus.emplace_back();
        gpu.address = address;
        gpu.vendor = "nvidia";
        Device device = nullptr;
        auto code = library.call("nvmlDeviceGetHandleByPciBusId_v2", address.c_str(), &device);
        if (code == kFunctionNotFound) {
            code = library.call("nvmlDeviceGetHandleByPciBusId", address.c_str(), &device);
        }
        if (auto const* const error = nvml_error_name(code)) {
            gpu.error = error;
        } else if (device != nullptr) {
            read_card(library, device, gpu);
        }
    }
    return answer;
}

}  // namespace rigcheck
