// Power of the processor from its energy counters (kernel: Documentation/power/powercap). Root
// alone may read them unless packaging/tmpfiles.d/rigcheck.conf gives them to the recorder.
#include <algorithm>
#include <memory>
#include <utility>

#include "probe/record/source.hpp"
#include "probe/record/value_file.hpp"

namespace rigcheck::record {
namespace {

constexpr char const* kPowercap = "/sys/class/powercap";
constexpr double kMicrojoules = 1e-6;
constexpr double kMostWatts = 5000;  // more is a counter that was set back
constexpr std::size_t kMaxZones = 16;

struct Zone {
    ValueFile energy;
    double range = 0;  // where the counter begins again
    std::optional<double> before_uj = {};
    double before_s = 0;

    std::optional<double> watts(double now_s) {
        auto const now_uj = energy.read_whole();
        auto const before = std::exchange(before_uj, now_uj);
        auto const elapsed = now_s - std::exchange(before_s, now_s);
        if (!now_uj || !before || elapsed <= 0) return std::nullopt;
        auto used = *now_uj - *before;
        if (used < 0) used += range;
        auto const power = used * kMicrojoules / elapsed;
        return power >= 0 && power <= kMostWatts ? std::optional(power) : std::nullopt;
    }
};

// "intel-rapl:0" is a package or the whole board, "intel-rapl:0:0" a part of one.
bool is_whole(std::string const& name) {
    return std::count(name.begin(), name.end(), ':') == 1;
}

std::optional<Zone> open_zone(Machine const& machine, std::string const& folder) {
    auto energy = ValueFile::open(machine, folder + "/energy_uj");
    auto const range = machine.read_line(folder + "/max_energy_range_uj").text.value_or("");
    if (!energy) return std::nullopt;
    return Zone{.energy = std::move(*energy), .range = parse_number<double>(range).value_or(0)};
}

// The same zone opened once more: over a tenth of a second it shows what a second hides.
Meter meter(Machine const& machine, std::string const& folder) {
    auto const zone = std::make_shared<std::optional<Zone>>(open_zone(machine, folder));
    return [zone](double now_s) { return *zone ? (*zone)->watts(now_s) : std::nullopt; };
}

}  // namespace

std::vector<Source> energy_sources(Machine const& machine) {
    auto const zones = std::make_shared<std::vector<Zone>>();
    Source source{.name = "powercap", .channels = {}, .read = {}};
    for (auto const& name : machine.list(kPowercap)) {
        // "intel-rapl-mmio:0" is a package once more.
        if (!name.starts_with("intel-rapl:") || zones->size() == kMaxZones) continue;
        auto const folder = std::string(kPowercap).append("/").append(name);
        auto const label = machine.read_line(folder + "/name").text.value_or("");
        auto zone = open_zone(machine, folder);
        if (!zone || label.empty() || label.size() > 32) continue;
        if (is_whole(name)) source.meters.emplace_back(zones->size(), meter(machine, folder));
        source.channels.push_back(make_channel(blackbox::ChannelKind::power, blackbox::Unit::watt,
                                               -1, name, "energy", label));
        zones->push_back(std::move(*zone));
    }
    if (zones->empty()) return {};
    source.read = [zones](Sample& sample) {
        for (std::size_t i = 0; i < zones->size(); ++i)
            sample.values[i] = (*zones)[i].watts(sample.now_s);
    };
    return {std::move(source)};
}

}  // namespace rigcheck::record
