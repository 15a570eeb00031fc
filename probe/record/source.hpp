#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "probe/blackbox/format.hpp"
#include "probe/facts/gap.hpp"
#include "probe/facts/sensors.hpp"
#include "probe/machine/machine.hpp"
#include "probe/record/meters.hpp"

namespace rigcheck::record {

// A channel of `chip`; Sampler gives it its id.
blackbox::Channel make_channel(blackbox::ChannelKind kind, blackbox::Unit unit, int scale,
                               std::string chip, std::string feature, std::string label);

// One reading of a source, to be filled in.
struct Sample {
    double now_s = 0;                         // by a clock that no one sets
    std::span<std::optional<double>> values;  // one a channel, empty before
    std::vector<std::string>& events;         // what just happened, for the log
};

// Where some channels get their values: a chip, a card, a file of the kernel. What it needs stays
// open, so that a reading costs little. It never wakes a device, and never keeps one awake.
struct Source {
    std::string name;
    std::vector<blackbox::Channel> channels;  // ids are given by the Sampler
    int every_s = 1;
    std::function<void(Sample&)> read;
    // Where a thread of its own answers: begins the reading for which read() then waits.
    std::function<void(double now_s)> ask = {};
    // Those of its channels that are read ten times a second too, by their place among them. Called
    // by another thread than `read`.
    std::vector<std::pair<std::size_t, Meter>> meters = {};
};

// What the rules think of a sensor. Probes do not judge, so whoever records brings it along.
struct Opinion {
    blackbox::Trust trust = blackbox::Trust::unknown;
    std::optional<double> limit;    // at which the hardware throttles or switches off
    std::optional<double> nominal;  // volts of the rail that the label names
};
using Opinions = std::map<std::pair<std::string, std::string>, Opinion>;  // by chip and feature
using Judge = std::function<Opinions(std::vector<SensorChip> const&)>;

// What this machine has of load, clocks, temperatures, power, fans, rails and errors. On a captured
// machine, what its files give.
std::vector<Source> sources_of(Machine const& machine, Judge const& judge);

// Changes when sensors come or go, so that sources_of() would give others.
std::string what_is_there(Machine const& machine);

// The parts of sources_of().
std::vector<Source> system_sources(Machine const& machine);
std::vector<Source> clock_sources(Machine const& machine);
std::vector<Source> energy_sources(Machine const& machine);
std::vector<Source> error_sources(Machine const& machine);
std::vector<Source> throttle_sources(Machine const& machine);
std::vector<Source> hwmon_sources(Machine const& machine, std::vector<SensorChip> const& chips,
                                  Opinions const& opinions);
std::vector<Source> amdgpu_sources(Machine const& machine, std::vector<SensorChip> const& chips);
// The cards at these PCI addresses, by NVIDIA's library ("libnvidia-ml.so.1").
std::vector<Source> nvml_sources(Machine const& machine, char const* library,
                                 std::vector<std::string> const& addresses);

}  // namespace rigcheck::record
