#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/sensors.hpp"

namespace rigcheck {

// What the name of a hwmon file says: "temp1_max_alarm" is the max_alarm of temperature 1 (kernel:
// Documentation/hwmon/sysfs-interface.rst).
struct ChannelFile {
    SensorKind kind = SensorKind::voltage;
    int number = 0;
    std::string_view attribute;
};

// Empty for a file that holds no fact of a SensorFeature.
std::optional<ChannelFile> parse_channel_file(std::string_view name);

// One channel of a chip and those of its files that hold facts.
struct Channel {
    std::string name;  // "temp1"
    SensorKind kind = SensorKind::voltage;
    int number = 0;
    std::vector<std::string> files;  // "temp1_input", …
};

// Sorted by kind and number, as a chip's data sheet lists them.
std::vector<Channel> channels_of(std::vector<std::string> const& files);

// What a reader must supply: the value of a file in the unit of the kind, and a label.
struct ChannelSource {
    std::function<std::optional<double>(std::string const& file)> value;
    std::function<std::optional<std::string>(Channel const& channel)> label;
};

// The raw number of a hwmon file in the unit of its kind; empty for what is no sensible number.
std::optional<double> scaled(ChannelFile const& file, double raw);

// Reads channel by channel into `chip`. False when that took longer than a chip may: the rest of
// its channels is then missing.
bool read_channels(std::vector<Channel> const& channels, ChannelSource const& source,
                   SensorChip& chip);

}  // namespace rigcheck
