// What amdgpu tells beside its hwmon chip (kernel: Documentation/gpu/amdgpu/thermal.rst): load,
// clocks, link, and why it slows the card down.
#include <fmt/format.h>

#include <array>
#include <cstring>
#include <memory>

#include "probe/pcie/function.hpp"
#include "probe/record/awake.hpp"
#include "probe/record/gpu_metrics.hpp"
#include "probe/record/source.hpp"
#include "probe/record/value_file.hpp"

namespace rigcheck::record {
namespace {

using blackbox::ChannelKind;
using blackbox::Unit;

struct File {
    char const* path;
    bool of_chip;  // in hwmon's directory, else in the device's
    blackbox::Channel channel;
    double factor;
};

std::vector<File> files_of(std::string const& chip) {
    auto const channel = [&](ChannelKind kind, Unit unit, int scale, char const* label) {
        return make_channel(kind, unit, scale, chip, label, label);
    };
    constexpr double kHertz = 1e-6;
    constexpr double kMicrowatts = 1e-6;
    return {
        {"/gpu_busy_percent", false, channel(ChannelKind::load, Unit::percent, 0, "busy"), 1},
        {"/freq1_input", true, channel(ChannelKind::clock, Unit::megahertz, 0, "sclk"), kHertz},
        {"/freq2_input", true, channel(ChannelKind::clock, Unit::megahertz, 0, "mclk"), kHertz},
        {"/power1_cap", true, channel(ChannelKind::power, Unit::watt, -1, "power cap"),
         kMicrowatts},
        {"/current_link_speed", false,
         channel(ChannelKind::link, Unit::gigatransfers, -1, "link speed"), 1},
        {"/current_link_width", false, channel(ChannelKind::link, Unit::none, 0, "link width"), 1},
    };
}

struct Card {
    std::string name;
    Awake awake;
    std::vector<std::pair<ValueFile, double>> files;  // with their factors
    std::optional<OpenFile> metrics;
    std::optional<GpuThrottle> before;
};

constexpr std::array kThrottle{"throttled by power", "throttled by current",
                               "throttled by temperature"};

void read_throttle(Card& card, Sample& sample) {
    std::array<char, 4096> room{};
    auto const bytes = card.metrics->read(room);
    auto const throttle = bytes ? parse_gpu_metrics(*bytes) : std::nullopt;
    if (!throttle) return;
    auto const values = sample.values.subspan(card.files.size());
    values[0] = throttle->power;
    values[1] = throttle->current;
    values[2] = throttle->temperature;
    // Cards live at their power limit; heat is news.
    unsigned const known = card.before ? card.before->temperature : 0;
    if ((throttle->temperature & ~known) != 0)
        sample.events.push_back(
            fmt::format("{}: {}, {:#x}", card.name, kThrottle[2], throttle->temperature));
    card.before = throttle;
}

void read_card(Card& card, Sample& sample) {
    if (!card.awake.now()) return;
    for (std::size_t i = 0; i < card.files.size(); ++i) {
        auto const& [file, factor] = card.files[i];
        if (auto const value = file.read()) sample.values[i] = *value * factor;
    }
    if (card.metrics) read_throttle(card, sample);
}

}  // namespace

std::vector<Source> amdgpu_sources(Machine const& machine, std::vector<SensorChip> const& chips) {
    std::vector<Source> sources;
    for (auto const& chip : chips) {
        if (chip.prefix != "amdgpu" || chip.asleep || !chip.device || !chip.path) continue;
        auto const device = std::string(kPciDevices).append("/").append(*chip.device);
        auto const card = std::make_shared<Card>();
        card->name = chip.name;
        card->awake = Awake::of(machine, device);
        Source source{.name = chip.name + " card", .channels = {}, .read = {}};
        for (auto const& [path, of_chip, channel, factor] : files_of(chip.name)) {
            auto file = ValueFile::open(machine, (of_chip ? *chip.path : device) + path);
            if (!file) continue;
            card->files.emplace_back(std::move(*file), factor);
            source.channels.push_back(channel);
        }
        card->metrics = machine.open(device + "/gpu_metrics");
        for (auto const* label : kThrottle) {
            if (!card->metrics) break;
            source.channels.push_back(
                make_channel(ChannelKind::state, Unit::none, 0, chip.name, "gpu_metrics", label));
        }
        if (source.channels.empty()) continue;
        source.read = [card](Sample& sample) { read_card(*card, sample); };
        sources.push_back(std::move(source));
    }
    return sources;
}

}  // namespace rigcheck::record
