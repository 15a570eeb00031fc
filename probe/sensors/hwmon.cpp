#include "probe/sensors/hwmon.hpp"

#include "probe/machine/number.hpp"
#include "probe/sensors/channel.hpp"
#include "probe/smbios/text.hpp"

namespace rigcheck {
namespace {

std::vector<std::string> files_in(Machine const& machine, std::string const& path) {
    std::vector<std::string> names;
    for (auto& entry : machine.entries(path)) {
        if (entry.kind == EntryKind::file) names.push_back(std::move(entry.name));
    }
    return names;
}

// A channel that answers with an error is normal: switched off, asleep, not connected.
std::optional<double> read_value(Machine const& machine, std::string const& path,
                                 std::string const& file, std::vector<Gap>& gaps) {
    auto const reading = machine.read_line(path + "/" + file);
    if (!reading.text) {
        if (reading.why == Missing::needs_root)
            gaps.push_back({"sensors", path + "/" + file, reading.why, {}});
        return std::nullopt;
    }
    auto const raw = parse_number<double>(*reading.text);
    auto const value = raw ? scaled(*parse_channel_file(file), *raw) : std::nullopt;
    if (!value) gaps.push_back({"sensors", path + "/" + file, Missing::malformed, {}});
    return value;
}

}  // namespace

void read_hwmon(Machine const& machine, std::vector<SensorChip>& chips, std::vector<Gap>& gaps) {
    for (auto& chip : chips) {
        if (chip.asleep) continue;
        auto const& path = *chip.path;
        ChannelSource const source{
            [&](std::string const& file) { return read_value(machine, path, file, gaps); },
            [&](Channel const& channel) {
                auto const label = machine.read_line(path + "/" + channel.name + "_label");
                return label.text ? firmware_text(*label.text) : std::nullopt;
            }};
        if (!read_channels(channels_of(files_in(machine, path)), source, chip))
            gaps.push_back({"sensors", path, Missing::timed_out, {}});
    }
    std::erase_if(chips,
                  [](SensorChip const& chip) { return !chip.asleep && chip.features.empty(); });
}

}  // namespace rigcheck
