#include "probe/sensors/throttle.hpp"

#include <algorithm>
#include <map>

#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr char const* kCpus = "/sys/devices/system/cpu";
constexpr std::size_t kMaxCpus = 4096;
constexpr std::int64_t kLargest = std::int64_t{1} << 48;

using Counts = std::map<std::string, std::int64_t>;  // by core, by package

std::optional<std::int64_t> total(Counts const& counts) {
    if (counts.empty()) return std::nullopt;
    std::int64_t sum = 0;
    for (auto const& [unit, count] : counts) sum += count;
    return sum;
}

bool is_cpu(std::string const& name) {
    return name.size() > 3 && name.starts_with("cpu") &&
           name.find_first_not_of("0123456789", 3) == std::string::npos;
}

struct Counters {
    Counts core, package, core_ms, package_ms;
};

void read_cpu(Machine const& machine, std::string const& cpu, Counters& counters,
              std::vector<Gap>& gaps) {
    auto const id = [&](char const* file) {
        return machine.read_line(cpu + "/topology/" + file).text.value_or("");
    };
    auto const package = id("physical_package_id");
    auto const core = package + ":" + id("core_id");
    auto const take = [&](char const* file, std::string const& unit, Counts& counts) {
        auto const path = cpu + "/thermal_throttle/" + file;
        auto const count = read_number<std::int64_t>(machine, "sensors", path, gaps);
        if (!count || *count < 0 || *count > kLargest) return;
        auto const known = counts.emplace(unit, *count).first;
        known->second = std::max(known->second, *count);
    };
    take("core_throttle_count", core, counters.core);
    take("core_throttle_total_time_ms", core, counters.core_ms);
    take("package_throttle_count", package, counters.package);
    take("package_throttle_total_time_ms", package, counters.package_ms);
}

}  // namespace

CpuThrottle read_throttle(Machine const& machine, std::vector<Gap>& gaps) {
    Counters counters;
    std::size_t cpus = 0;
    for (auto const& name : machine.list(kCpus)) {
        if (!is_cpu(name)) continue;
        auto const cpu = std::string(kCpus) + "/" + name;
        if (machine.list(cpu + "/thermal_throttle").empty()) continue;
        if (++cpus > kMaxCpus) break;
        read_cpu(machine, cpu, counters, gaps);
    }
    return {.core_events = total(counters.core),
            .package_events = total(counters.package),
            .core_total_ms = total(counters.core_ms),
            .package_total_ms = total(counters.package_ms)};
}

}  // namespace rigcheck
