#include "probe/platform/power_limits.hpp"

#include <algorithm>
#include <cstdint>

#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr std::string_view kPowercap = "/sys/class/powercap";
constexpr int kConstraints = 3;  // long_term, short_term, peak_power
constexpr double kMicrowatts = 1e6;

// "intel-rapl:0" is a package; "intel-rapl:0:1" a part of one, "intel-rapl-mmio:0" the same again.
bool is_package(std::string const& zone) {
    return zone.starts_with("intel-rapl:") && std::count(zone.begin(), zone.end(), ':') == 1;
}

}  // namespace

std::vector<CpuPowerLimit> read_cpu_power_limits(Machine const& machine, std::vector<Gap>& gaps) {
    std::vector<CpuPowerLimit> limits;
    for (auto const& zone : machine.list(kPowercap)) {
        if (!is_package(zone)) continue;
        auto const folder = std::string(kPowercap) + '/' + zone + '/';
        auto const package = machine.read_line(folder + "name").text.value_or("");
        if (!package.starts_with("package")) continue;  // "psys": the whole board
        for (int i = 0; i < kConstraints; ++i) {
            auto const constraint = folder + "constraint_" + std::to_string(i) + '_';
            auto const name = machine.read_line(constraint + "name").text;
            auto const limit =
                read_number<std::int64_t>(machine, "platform", constraint + "power_limit_uw", gaps);
            if (!name || name->size() > 64 || !limit || *limit <= 0) continue;
            limits.push_back({.package = package,
                              .name = *name,
                              .watts = static_cast<double>(*limit) / kMicrowatts});
        }
    }
    return limits;
}

}  // namespace rigcheck
