// How often the processor had to slow down for heat (Intel alone; kernel: therm_throt.c). The
// counts are the kernel's since its start.
#include <map>
#include <memory>

#include "probe/record/source.hpp"
#include "probe/record/value_file.hpp"

namespace rigcheck::record {
namespace {

constexpr char const* kCpus = "/sys/devices/system/cpu";

// Both threads of a core have the same count, and all cores that of their package.
struct Files {
    std::map<std::string, ValueFile> cores, packages;
};

void add(Machine const& machine, std::string const& cpu, Files& files) {
    auto const id = [&](char const* file) {
        return machine.read_line(cpu + "/topology/" + file).text.value_or("");
    };
    auto const package = id("physical_package_id");
    auto const core = package + ":" + id("core_id");
    auto const folder = cpu + "/thermal_throttle/";
    if (!files.cores.contains(core)) {
        if (auto file = ValueFile::open(machine, folder + "core_throttle_count"))
            files.cores.emplace(core, std::move(*file));
    }
    if (!files.packages.contains(package)) {
        if (auto file = ValueFile::open(machine, folder + "package_throttle_count"))
            files.packages.emplace(package, std::move(*file));
    }
}

std::optional<double> sum(std::map<std::string, ValueFile> const& files) {
    std::optional<double> total;
    for (auto const& [unit, file] : files) {
        if (auto const count = file.read()) total = total.value_or(0) + *count;
    }
    return total;
}

blackbox::Channel channel(char const* feature) {
    return make_channel(blackbox::ChannelKind::count, blackbox::Unit::none, 0, "cpu", feature,
                        feature);
}

}  // namespace

std::vector<Source> throttle_sources(Machine const& machine) {
    struct State {
        Files files;
        std::optional<double> packages = {};
    };
    auto const state = std::make_shared<State>();
    for (auto const& name : machine.list(kCpus)) {
        if (name.starts_with("cpu") && name.find_first_not_of("0123456789", 3) == std::string::npos)
            add(machine, std::string(kCpus).append("/").append(name), state->files);
    }
    std::vector<Source> sources;
    if (!state->files.packages.empty()) {
        sources.push_back({.name = "package throttling",
                           .channels = {channel("package throttling")},
                           .read = [state](Sample& sample) {
                               auto const count = sum(state->files.packages);
                               sample.values[0] = count;
                               if (count && state->packages && *count > *state->packages)
                                   sample.events.emplace_back("the processor slowed down for heat");
                               if (count) state->packages = count;
                           }});
    }
    constexpr int kSeldom = 10;  // a file for each core, and the package counts what matters
    if (!state->files.cores.empty()) {
        sources.push_back(
            {.name = "core throttling",
             .channels = {channel("core throttling")},
             .every_s = kSeldom,
             .read = [state](Sample& sample) { sample.values[0] = sum(state->files.cores); }});
    }
    return sources;
}

}  // namespace rigcheck::record
