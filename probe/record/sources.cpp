#include <algorithm>
#include <iterator>

#include "probe/pcie/function.hpp"
#include "probe/record/awake.hpp"
#include "probe/record/background.hpp"
#include "probe/record/source.hpp"
#include "probe/sensors/place.hpp"
#include "probe/sensors/sensors.hpp"

namespace rigcheck::record {
namespace {

constexpr char const* kLibrary = "libnvidia-ml.so.1";

// Cards that NVIDIA's own driver runs. Empty while one of them sleeps: the library would wake it.
std::vector<std::string> nvidia_cards(Machine const& machine) {
    std::vector<std::string> cards;
    for (auto const& address : machine.list("/sys/bus/pci/drivers/nvidia")) {
        if (address.find(':') == std::string::npos) continue;
        auto const path = std::string(kPciDevices).append("/").append(address);
        if (!Awake::of(machine, path).now()) return {};
        cards.push_back(address);
    }
    return cards;
}

bool is_card(Source const& source) {
    return source.name.starts_with("amdgpu") || source.name == "NVML";
}

}  // namespace

blackbox::Channel make_channel(blackbox::ChannelKind kind, blackbox::Unit unit, int scale,
                               std::string chip, std::string feature, std::string label) {
    blackbox::Channel channel;
    channel.kind = kind;
    channel.unit = unit;
    channel.scale = static_cast<std::int8_t>(scale);
    channel.chip = std::move(chip);
    channel.feature = std::move(feature);
    channel.label = std::move(label);
    return channel;
}

std::vector<Source> sources_of(Machine const& machine, Judge const& judge) {
    std::vector<Source> sources;
    auto const add = [&](std::vector<Source> more) {
        sources.insert(sources.end(), std::make_move_iterator(more.begin()),
                       std::make_move_iterator(more.end()));
    };
    auto const chips = read_sensor_chips(machine);
    auto const opinions = judge ? judge(chips) : Opinions{};
    add(system_sources(machine));
    add(energy_sources(machine));
    if (machine.is_live()) add(nvml_sources(machine, kLibrary, nvidia_cards(machine)));
    add(hwmon_sources(machine, chips, opinions));
    add(amdgpu_sources(machine, chips));
    add(clock_sources(machine));
    add(throttle_sources(machine));
    add(error_sources(machine));
    for (auto& source : sources) {
        if (is_card(source)) source = in_background(std::move(source));
    }
    return sources;
}

std::string what_is_there(Machine const& machine) {
    std::string there;
    for (auto const& chip : find_chips(machine))
        there += chip.path.value_or("") + ' ' + chip.name + (chip.asleep ? " asleep\n" : "\n");
    if (machine.is_live()) {
        for (auto const& card : nvidia_cards(machine)) there += card + '\n';
    }
    return there;
}

}  // namespace rigcheck::record
