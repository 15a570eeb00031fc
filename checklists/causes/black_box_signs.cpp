#include <algorithm>
#include <cmath>
#include <limits>

#include "checklists/causes/signs.hpp"

// What the black box saw in the last seconds. It proves how things stood, not why it ended.
namespace rigcheck::causes {
namespace {

constexpr double kHotMargin = 3;    // K below a limit
constexpr double kColdMargin = 15;  // K
constexpr double kHotWindow = 5;    // s before the end
constexpr double kPlateau = 30;     // s
constexpr double kRampWindow = 2;   // s: a supply that trips does so within moments
constexpr double kRampShare = 0.4;  // of the range that the run showed
constexpr double kLeastRise = 20;   // W: less is no load
constexpr double kAtLimit = 0.95;
constexpr double kVrmLimit = 110;         // C
constexpr double kWorkWindow = 10;        // s
constexpr double kIdle = 10, kBusy = 70;  // % of the time
// No part of a computer is switched off outside of these; firmware and drivers state 20.8, 65261.8.
constexpr double kLeastLimit = 60, kMostLimit = 130;  // C

// Values of a channel between `from` and `to` seconds before the last record.
std::vector<double> values_of(BlackBoxRun const& run, RecordedChannel const& channel, double from,
                              double to = 0) {
    std::vector<double> values;
    auto const count = std::min(run.seconds.size(), channel.values.size());
    for (std::size_t i = 0; i < count; ++i) {
        bool const within = run.seconds[i] >= -from && run.seconds[i] <= -to;
        if (within && channel.values[i]) values.push_back(*channel.values[i]);
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

// Many processors and graphics cards are built to stand at their limit under load. Only what came
// there shortly before is on its way beyond it.
bool stands_at_limit(BlackBoxRun const& run, RecordedChannel const& channel) {
    auto const before = values_of(run, channel, std::numeric_limits<double>::max(), kPlateau);
    return !before.empty() && std::all_of(before.begin(), before.end(), [&](double value) {
        return *channel.limit - value <= kHotMargin;
    });
}

void read_heat(BlackBoxRun const& run, Signs& signs) {
    bool hot = false, warm = false, any = false;
    Evidence by{"black box", {}};
    double closest = std::numeric_limits<double>::infinity();
    for (auto const& channel : run.channels) {
        auto const values = values_of(run, channel, kHotWindow);
        if (!is_sane(channel) || is_regulator(channel) || is_drive(channel) || values.empty())
            continue;
        double const most = *std::max_element(values.begin(), values.end());
        double const room = *channel.limit - most;
        any = true;
        hot = hot || (room <= kHotMargin && !stands_at_limit(run, channel));
        warm = warm || room < kColdMargin;
        if (room < closest) by.value = shown(channel, most);
        closest = std::min(closest, room);
    }
    if (!any) return;
    // At its limit for long is neither: it may be built for that.
    if (hot || closest > kHotMargin) tell(signs, "hot", hot, by);
    tell(signs, "cold", !warm, by);
}

void read_regulators(BlackBoxRun const& run, Signs& signs) {
    for (auto const& channel : run.channels) {
        auto const values = values_of(run, channel, kHotWindow);
        if (channel.kind != "temperature" || !is_regulator(channel) || values.empty()) continue;
        double const most = *std::max_element(values.begin(), values.end());
        // An open input shows the end of its scale.
        constexpr double kOpenInput = 125;
        if (most < kOpenInput)
            tell(signs, "vrm-hot", most >= kVrmLimit, {"black box", shown(channel, most)});
    }
}

bool rose(BlackBoxRun const& run, RecordedChannel const& channel) {
    auto const values = values_of(run, channel, kRampWindow);
    if (values.empty() || !channel.least || !channel.most) return false;
    double const range = *channel.most - *channel.least;
    double const rise = values.back() - *std::min_element(values.begin(), values.end());
    return rise >= kLeastRise && rise > kRampShare * range;
}

bool drew_its_limit(BlackBoxRun const& run, RecordedChannel const& channel) {
    auto const values = values_of(run, channel, kRampWindow);
    return channel.limit && *channel.limit > 0 && !values.empty() &&
           *std::max_element(values.begin(), values.end()) >= kAtLimit * *channel.limit;
}

void read_power(BlackBoxRun const& run, Signs& signs) {
    bool any = false;
    for (auto const& channel : run.channels) {
        auto const values = values_of(run, channel, kRampWindow);
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
        auto const values = values_of(run, channel, kWorkWindow);
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
    read_heat(*run, signs);
    read_regulators(*run, signs);
    read_power(*run, signs);
    read_work(*run, signs);
    auto const& runs = snapshot.history.blackbox->runs;
    auto const alike = std::count_if(runs.begin(), runs.end(), is_cut_at_ramp);
    if (alike >= 2 && is_cut_at_ramp(*run))
        tell(signs, "repeated", true, {"black box", std::to_string(alike) + " runs"});
}

}  // namespace rigcheck::causes
