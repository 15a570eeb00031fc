// Clocks of the processor's cores (kernel: Documentation/admin-guide/pm/cpufreq.rst).
#include <memory>

#include "probe/record/source.hpp"
#include "probe/record/value_file.hpp"

namespace rigcheck::record {
namespace {

using blackbox::ChannelKind;
using blackbox::Unit;

constexpr char const* kCpus = "/sys/devices/system/cpu";
constexpr std::size_t kMaxCores = 64;  // of more, every second or third one speaks for the others
constexpr double kKilohertz = 1e-3;    // in MHz

// One processor of each core: the first that a list such as "0-1" or "0,16" names is itself.
std::vector<std::string> cores(Machine const& machine) {
    std::vector<std::string> found;
    for (auto const& name : machine.list(kCpus)) {
        auto const number =
            name.starts_with("cpu") ? parse_number<int>(name.substr(3)) : std::nullopt;
        if (!number) continue;
        auto folder = std::string(kCpus).append("/").append(name);
        auto const threads = machine.read_line(folder + "/topology/thread_siblings_list").text;
        auto const first = threads ? parse_number<int>(*threads) : number;
        if (first == number) found.push_back(std::move(folder));
    }
    return found;
}

blackbox::Channel channel(char const* feature) {
    return make_channel(ChannelKind::clock, Unit::megahertz, 0, "cpu", feature, feature);
}

}  // namespace

std::vector<Source> clock_sources(Machine const& machine) {
    auto const all = cores(machine);
    auto const files = std::make_shared<std::vector<ValueFile>>();
    auto const step = all.size() / (kMaxCores + 1) + 1;
    for (std::size_t i = 0; i < all.size(); i += step) {
        if (auto file = ValueFile::open(machine, all[i] + "/cpufreq/scaling_cur_freq"))
            files->push_back(std::move(*file));
    }
    if (files->empty()) return {};
    auto const read = [files](Sample& sample) {
        double sum = 0;
        double least = 0;
        int count = 0;
        for (auto const& file : *files) {
            auto const clock = file.read();
            if (!clock) continue;
            least = count == 0 ? *clock : std::min(least, *clock);
            sum += *clock;
            ++count;
        }
        if (count == 0) return;
        sample.values[0] = sum / count * kKilohertz;
        sample.values[1] = least * kKilohertz;
    };
    return {{.name = "cpufreq",
             .channels = {channel("average"), channel("slowest core")},
             .read = read}};
}

}  // namespace rigcheck::record
