#include "probe/gpu/gpu.hpp"

#include <algorithm>

#include "probe/facts/json.hpp"
#include "probe/gpu/nvml.hpp"
#include "probe/gpu/sysfs.hpp"

namespace rigcheck {
namespace {

constexpr char const* kLibrary = "libnvidia-ml.so.1";
constexpr std::size_t kMaxGpus = 64;

std::optional<std::string> vendor_of(PcieFunction const& function) {
    switch (function.vendor.value_or(Hex<4>{}).value) {
        case 0x10DE:
            return "nvidia";
        case 0x1002:
            return "amd";
        case 0x8086:
            return "intel";
        default:
            return std::nullopt;
    }
}

bool sleeps(PcieFunction const& function) {
    return function.runtime_status == "suspended" || function.runtime_status == "suspending" ||
           function.power_state == "D3cold" || function.power_state == "D3hot";
}

std::vector<Gpu> list_gpus(Pcie const& pcie) {
    std::vector<Gpu> gpus;
    for (auto const& function : pcie.functions) {
        auto const vendor = vendor_of(function);
        bool const display = function.class_code && function.class_code->value >> 16U == 0x03;
        if (!vendor || !display || function.physical_function || gpus.size() == kMaxGpus) continue;
        auto& gpu = gpus.emplace_back();
        gpu.address = function.address;
        gpu.vendor = vendor;
        gpu.name = function.device_name;
        gpu.driver = function.driver;
        gpu.asleep = sleeps(function);
    }
    return gpus;
}

void parse_answer(std::string const& text, NvmlAnswer& answer, std::vector<Gap>& gaps) {
    try {
        read_json(Json::parse(text), answer);
    } catch (std::exception const& error) {
        answer = {};
        gaps.push_back({"gpus", "NVML: " + problem_text(error), Missing::malformed, {}});
    }
}

// NVML wakes every NVIDIA card that it finds, so one sleeper keeps all of them from being asked.
void ask_nvml(Machine const& machine, std::vector<Gpu>& gpus, NvidiaDriver& driver,
              std::vector<Gap>& gaps) {
    std::vector<std::string> addresses;
    bool asleep = false;
    for (auto const& gpu : gpus) {
        if (gpu.vendor != "nvidia" || gpu.driver == "vfio-pci") continue;
        addresses.push_back(gpu.address);
        asleep = asleep || gpu.asleep;
    }
    if (addresses.empty()) return;
    if (asleep) {
        gaps.push_back({"gpus", "NVML", Missing::asleep, "start a program that uses the card"});
        return;
    }
    // Without the module the library could only say so, after searching for devices to make.
    if (!driver.module_version) return;
    auto const reading = machine.ask("gpu/nvml", [&]() -> Reading {
        return {to_json(read_nvml(kLibrary, addresses)).dump(), Missing::absent};
    });
    if (!reading.text) return;
    NvmlAnswer answer;
    parse_answer(*reading.text, answer, gaps);
    driver.nvml_error = answer.error;
    for (auto& told : answer.gpus) {
        auto const gpu = std::find_if(gpus.begin(), gpus.end(), [&](Gpu const& candidate) {
            return candidate.address == told.address && candidate.vendor == "nvidia";
        });
        if (gpu == gpus.end()) continue;
        told.driver = gpu->driver;
        told.vendor = gpu->vendor;
        told.asleep = gpu->asleep;
        if (!told.name) told.name = gpu->name;
        *gpu = std::move(told);
    }
}

}  // namespace

std::vector<Gpu> read_gpus(Machine const& machine, Pcie const& pcie, NvidiaDriver& driver,
                           std::vector<Gap>& gaps) {
    auto gpus = list_gpus(pcie);
    ask_nvml(machine, gpus, driver, gaps);
    for (auto& gpu : gpus) {
        if (gpu.asleep && gpu.driver && gpu.vendor != "nvidia") {
            gaps.push_back({"gpus", gpu.address, Missing::asleep, {}});
        }
        if (gpu.asleep) continue;
        if (gpu.driver == "amdgpu") read_amdgpu(machine, gpu, gaps);
        if (gpu.driver == "i915" || gpu.driver == "xe") read_intel_gpu(machine, gpu, gaps);
    }
    return gpus;
}

}  // namespace rigcheck
