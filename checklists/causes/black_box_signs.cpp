#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "checklists/causes/signs.hpp"
#include "checklists/knowledge/cpu_temperature_limits.hpp"

// What the black box saw in the last seconds. It proves how things stood, not why it ended.
namespace rigcheck::causes {
namespace {

constexpr double kHotMargin = 3;    // K below a limit
constexpr double kColdMargin = 15;  // K
constexpr double kHotWindow = 5;    // s before the end
constexpr double kRise = 2;         // K
constexpr double kRiseWindow = 2;   // s
constexpr double kRampWindow = 2;   // s: a supply that trips does so within moments
constexpr double kRampShare = 0.4;  // of the range that the run showed
constexpr double kLeastRise = 20;   // W: less is no load
constexpr double kAtLimit = 0.95;
constexpr double kVrmLimit = 110;         // C
constexpr double kWorkWindow = 10;        // s
constexpr double kIdle = 10, kBusy = 70;  // % of the time
// No part of a computer is switched off outside of these; firmware and drivers state 20.8, 65261.8.
constexpr double kLeastLimit = 60, kMostLimit = 130;  // C

// Values of a channel not older than `window` seconds before the last record.
std::vector<double> last_values(BlackBoxRun const& run, RecordedChannel const& channel,
                                double window) {
    std::vector<double> values;
    auto const count = std::min(run.seconds.size(), channel.values.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (run.seconds[i] >= -window && channel.values[i]) values.push_back(*channel.values[i]);
    }
    return values;
}

std::string shown(RecordedChannel const& channel, double value) {
    return channel.name + ' ' + std::to_string(std::lround(value)) + ' ' + channel.unit;
}

bool is_regulator(RecordedChannel const& channel) {
    return channel.name.find("VRM") != std::string::npos ||
           channel.name.find("MOS") != std::string::npos;
}

// A hot drive slows down or stops; it does not switch the machine off.
bool is_drive(RecordedChannel const& channel) {
    return channel.name.find("nvme") != std::string::npos ||
           channel.name.find("Composite") != std::string::npos ||
           channel.name.find("drivetemp") != std::string::npos;
}

// A zone of the firmware that never moves was measured by nobody.
bool is_sane(RecordedChannel const& channel) {
    bool const moves = !channel.least || !channel.most || *channel.least < *channel.most;
    return channel.kind == "temperature" && channel.limit && *channel.limit >= kLeastLimit &&
           *channel.limit <= kMostLimit && moves;
}

bool is_processor(RecordedChannel const& channel) {
    constexpr std::array kNames{"k10temp", "zenpower", "coretemp", "Tctl", "Tdie"};
    return std::any_of(kNames.begin(), kNames.end(), [&](char const* name) {
        return channel.name.find(name) != std::string::npos;
    });
}

// Processors and graphics cards slow down at their limit and may stand there for hours; some are
// built to go there at once. On its way to a shutdown is what still rises there, or is beyond it.
bool runs_away(BlackBoxRun const& run, RecordedChannel const& channel, double last,
               bool goes_there_by_design) {
    auto const values = last_values(run, channel, kRiseWindow);
    bool const rises =
        !values.empty() && last - *std::min_element(values.begin(), values.end()) >= kRise;
    return last >= *channel.limit + kHotMargin || (rises && !goes_there_by_design);
}

void read_heat(BlackBoxRun const& run, bool by_design, Signs& signs) {
    bool hot = false, warm = false;
    double closest = std::numeric_limits<double>::infinity();
    Evidence by{"black box", {}};
    for (auto const& channel : run.channels) {
        auto const values = last_values(run, channel, kHotWindow);
        if (!is_sane(channel) || is_regulator(channel) || is_drive(channel) || values.empty())
            continue;
        double const last = values.back();
        double const room = *channel.limit - last;
        bool const expected = by_design && is_processor(channel);
        hot = hot || (room <= kHotMargin && runs_away(run, channel, last, expected));
        warm = warm || room < kColdMargin;
        if (room < closest) by.value = shown(channel, last);
        closest = std::min(closest, room);
    }
    if (std::isinf(closest)) return;
    // At a limit, and held there, is neither.
    if (hot || closest > kHotMargin) tell(signs, "hot", hot, by);
    tell(signs, "cold", !warm, by);
}

void read_regulators(BlackBoxRun const& run, Signs& signs) {
    for (auto const& channel : run.channels) {
        auto const values = last_values(run, channel, kHotWindow);
        if (channel.kind != "temperature" || !is_regulator(channel) || values.empty()) continue;
        double const most = *std::max_element(values.begin(), values.end());
        // An open input shows the end of its scale.
        constexpr double kOpenInput = 125;
        if (most < kOpenInput)
            tell(signs, "vrm-hot", most >= kVrmLimit, {"black box", shown(channel, most)});
    }
}

bool rose(BlackBoxRun const& run, RecordedChannel const& channel) {
    auto const values = last_values(run, channel, kRampWindow);
    if (values.empty() || !channel.least || !channel.most) return false;
    double const range = *channel.most - *channel.least;
    double const rise = values.back() - *std::min_element(values.begin(), values.end());
    return rise >= kLeastRise && rise > kRampShare * range;
}

bool drew_its_limit(BlackBoxRun const& run, RecordedChannel const& channel) {
    auto const values = last_values(run, channel, kRampWindow);
    return channel.limit && *channel.limit > 0 && !values.empty() &&
           *std::max_element(values.begin(), values.end()) >= kAtLimit * *channel.limit;
}

void read_power(BlackBoxRun const& run, Signs& signs) {
    bool any = false;
    for (auto const& channel : run.channels) {
        auto const values = last_values(run, channel, kRampWindow);
        if (channel.kind != "power" || values.empty()) continue;
        any = true;
        if (rose(run, channel) || drew_its_limit(run, channel))
            tell(signs, "ramp", true, {"black box", shown(channel, values.back())});
    }
    if (any) tell(signs, "ramp", false, {"black box", "power"});
}

void read_work(BlackBoxRun const& run, Signs& signs) {
    std::optional<double> most;
    Evidence by{"black box", {}};
    for (auto const& channel : run.channels) {
        auto const values = last_values(run, channel, kWorkWindow);
        if (channel.kind != "load" || values.empty()) continue;
        double sum = 0;
        for (double const value : values) sum += value;
        double const mean = sum / static_cast<double>(values.size());
        if (most && mean <= *most) continue;
        most = mean;
        by.value = shown(channel, mean);
    }
    if (!most || (*most > kIdle && *most < kBusy)) return;
    tell(signs, "at-idle", *most <= kIdle, by);
    tell(signs, "under-load", *most >= kBusy, by);
}

bool is_cut_at_ramp(BlackBoxRun const& run) {
    Signs signs;
    if (run.end == RecordEnd::cut) read_power(run, signs);
    auto const ramp = signs.find("ramp");
    return ramp != signs.end() && ramp->second.yes;
}

}  // namespace

void read_black_box_signs(Snapshot const& snapshot, Signs& signs) {
    auto const* const run = black_box_of_end(snapshot.history);
    // Of a run that went on without the recorder the last seconds say nothing.
    if (run == nullptr || run->end != RecordEnd::cut) return;
    tell(signs, "recorded", true, {"black box", "last record " + run->last_at});
    auto const* const limits = find_cpu_limits(snapshot.platform.cpu.model.value_or(""));
    read_heat(*run, limits != nullptr && limits->by_design, signs);
    read_regulators(*run, signs);
    read_power(*run, signs);
    read_work(*run, signs);
    auto const& runs = snapshot.history.blackbox->runs;
    auto const alike = std::count_if(runs.begin(), runs.end(), is_cut_at_ramp);
    if (alike >= 2 && is_cut_at_ramp(*run))
        tell(signs, "repeated", true, {"black box", std::to_string(alike) + " runs"});
}

}  // namespace rigcheck::causes
