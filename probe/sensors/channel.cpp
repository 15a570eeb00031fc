#include "probe/sensors/channel.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <tuple>

#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

// A chip on a slow bus must not hold up the rest.
constexpr std::chrono::milliseconds kChipBudget{300};
constexpr int kMaxNumber = 1024;
constexpr std::size_t kMaxChannels = 256;
constexpr double kLargest = 1e13;  // 64 bits of microjoule
// The first reading clears a latched alarm bit; only the third one is believed.
constexpr int kAlarmReadings = 3;

struct Kind {
    SensorKind kind;
    char const* unit;
    double scale;  // files hold thousandths, or millionths of watt and joule
    std::vector<std::string_view> attributes;
};

// Those attributes that libsensors knows too, so that both readers see the same.
std::array<Kind, 8> const& kinds() {
    static std::array<Kind, 8> const all{{
        {SensorKind::voltage,
         "v",
         1e3,
         {"input", "average", "min", "max", "crit", "lcrit", "lowest", "highest", "alarm",
          "min_alarm", "max_alarm", "crit_alarm", "lcrit_alarm"}},
        {SensorKind::fan,
         "rpm",
         1,
         {"input", "min", "max", "alarm", "min_alarm", "max_alarm", "fault"}},
        {SensorKind::temperature,
         "c",
         1e3,
         {"input", "min", "max", "crit", "lcrit", "emergency", "max_hyst", "crit_hyst", "lowest",
          "highest", "alarm", "min_alarm", "max_alarm", "crit_alarm", "lcrit_alarm",
          "emergency_alarm", "fault"}},
        {SensorKind::power,
         "w",
         1e6,
         {"input", "average", "min", "max", "crit", "lcrit", "alarm", "min_alarm", "max_alarm",
          "crit_alarm", "lcrit_alarm", "cap_alarm"}},
        {SensorKind::current,
         "a",
         1e3,
         {"input", "average", "min", "max", "crit", "lcrit", "lowest", "highest", "alarm",
          "min_alarm", "max_alarm", "crit_alarm", "lcrit_alarm"}},
        {SensorKind::energy, "j", 1e6, {"input"}},
        {SensorKind::humidity, "percent", 1e3, {"input"}},
        {SensorKind::intrusion, "", 1, {"alarm"}},
    }};
    return all;
}

Kind const& kind_of(SensorKind kind) {
    return kinds().at(static_cast<std::size_t>(kind));
}

bool is_flag(std::string_view attribute) {
    return attribute == "fault" || attribute.ends_with("alarm");
}

std::optional<double>* number_in(SensorFeature& feature, std::string_view attribute) {
    using F = SensorFeature;
    static std::array<std::pair<std::string_view, std::optional<double> F::*>, 10> const members{
        {{"input", &F::value},
         {"min", &F::min},
         {"max", &F::max},
         {"crit", &F::crit},
         {"lcrit", &F::lcrit},
         {"emergency", &F::emergency},
         {"max_hyst", &F::max_hyst},
         {"crit_hyst", &F::crit_hyst},
         {"lowest", &F::lowest},
         {"highest", &F::highest}}};
    for (auto const& [name, member] : members) {
        if (name == attribute) return &(feature.*member);
    }
    return nullptr;
}

void store(SensorFeature& feature, std::string_view attribute, std::optional<double> value) {
    if (attribute == "fault") {
        if (value) feature.fault = *value != 0;
    } else if (is_flag(attribute)) {
        if (value) feature.alarm = feature.alarm.value_or(false) || *value != 0;
    } else if (attribute == "average") {
        if (!feature.value) feature.value = value;
    } else if (auto* const number = number_in(feature, attribute)) {
        if (value) *number = value;
    }
}

std::string_view attribute_of(Channel const& channel, std::string const& file) {
    return std::string_view(file).substr(channel.name.size() + 1);
}

void read_again(Channel const& channel, ChannelSource const& source, SensorFeature& feature) {
    feature.alarm.reset();
    for (auto const& file : channel.files) {
        auto const attribute = attribute_of(channel, file);
        bool const limit = !is_flag(attribute) && attribute != "input";
        if (!limit) store(feature, attribute, source.value(file));
    }
}

SensorFeature read_feature(Channel const& channel, ChannelSource const& source) {
    SensorFeature feature;
    feature.name = channel.name;
    feature.kind = channel.kind;
    feature.unit = kind_of(channel.kind).unit;
    feature.label = source.label(channel).value_or(channel.name);
    for (auto const& file : channel.files)
        store(feature, attribute_of(channel, file), source.value(file));
    for (int reading = 1; reading < kAlarmReadings && feature.alarm == true; ++reading)
        read_again(channel, source, feature);
    return feature;
}

}  // namespace

std::optional<ChannelFile> parse_channel_file(std::string_view name) {
    auto const digit = name.find_first_of("0123456789");
    auto const underscore = name.find('_');
    if (digit == std::string_view::npos || underscore == std::string_view::npos ||
        digit >= underscore)
        return std::nullopt;
    auto const digits = name.substr(digit, underscore - digit);
    auto const number = parse_number<int>(digits);
    if (digits.size() > 4 || !number || *number >= kMaxNumber ||
        digits.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    auto const prefix = name.substr(0, digit);
    auto const attribute = name.substr(underscore + 1);
    for (auto const& kind : kinds()) {
        if (prefix != EnumNames<SensorKind>::names.at(static_cast<std::size_t>(kind.kind)))
            continue;
        auto const& known = kind.attributes;
        if (std::find(known.begin(), known.end(), attribute) == known.end()) return std::nullopt;
        return ChannelFile{kind.kind, *number, attribute};
    }
    return std::nullopt;
}

std::vector<Channel> channels_of(std::vector<std::string> const& files) {
    std::vector<Channel> channels;
    for (auto const& name : files) {
        auto const file = parse_channel_file(name);
        if (!file) continue;
        auto const channel = name.substr(0, name.find('_'));
        auto found = std::find_if(channels.begin(), channels.end(),
                                  [&](Channel const& known) { return known.name == channel; });
        if (found == channels.end()) {
            if (channels.size() == kMaxChannels) continue;
            channels.push_back({channel, file->kind, file->number, {}});
            found = std::prev(channels.end());
        }
        found->files.push_back(name);
    }
    std::sort(channels.begin(), channels.end(), [](Channel const& a, Channel const& b) {
        return std::tie(a.kind, a.number) < std::tie(b.kind, b.number);
    });
    // "input" comes before "average", which only stands in for it.
    for (auto& channel : channels) std::sort(channel.files.rbegin(), channel.files.rend());
    return channels;
}

std::optional<double> scaled(ChannelFile const& file, double raw) {
    if (!std::isfinite(raw) || std::abs(raw) > kLargest) return std::nullopt;
    return is_flag(file.attribute) ? raw : raw / kind_of(file.kind).scale;
}

bool read_channels(std::vector<Channel> const& channels, ChannelSource const& source,
                   SensorChip& chip) {
    auto const deadline = std::chrono::steady_clock::now() + kChipBudget;
    for (auto const& channel : channels) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        chip.features.push_back(read_feature(channel, source));
    }
    return true;
}

}  // namespace rigcheck
