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
constexpr double kRampWindow = 2;   // s: a supply that trips does so within moments
constexpr double kRampShare = 0.4;  // of the range that the run showed
constexpr double kAtLimit = 0.95;
constexpr double kVrmLimit = 110;  // C

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

void read_heat(BlackBoxRun const& run, Signs& signs) {
    double closest = std::numeric_limits<double>::infinity();
    Evidence by{"black box", {}};
    for (auto const& channel : run.channels) {
        auto const values = last_values(run, channel, kHotWindow);
        if (channel.kind != "temperature" || values.empty()) continue;
        double const most = *std::max_element(values.begin(), values.end());
        bool const regulator = channel.name.find("VRM") != std::string::npos;
        if (regulator)
            tell(signs, "vrm-hot", most >= kVrmLimit, {"black box", shown(channel, most)});
        if (!channel.limit || *channel.limit - most >= closest) continue;
        closest = *channel.limit - most;
        by.value = shown(channel, most);
    }
    if (std::isinf(closest)) return;
    tell(signs, "hot", closest <= kHotMargin, by);
    tell(signs, "cold", closest >= kColdMargin, by);
}

bool rose(BlackBoxRun const& run, RecordedChannel const& channel) {
    auto const values = last_values(run, channel, kRampWindow);
    if (values.empty() || !channel.least || !channel.most) return false;
    double const range = *channel.most - *channel.least;
    double const rise = values.back() - *std::min_element(values.begin(), values.end());
    return range > 0 && rise > kRampShare * range;
}

bool stood_at_limit(BlackBoxRun const& run, RecordedChannel const& channel) {
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
        if (rose(run, channel) || stood_at_limit(run, channel))
            tell(signs, "ramp", true, {"black box", shown(channel, values.back())});
    }
    if (any) tell(signs, "ramp", false, {"black box", "power"});
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
    if (run == nullptr) return;
    // Of a run that went on without the recorder the last seconds say nothing.
    if (run->end == RecordEnd::cut) {
        read_heat(*run, signs);
        read_power(*run, signs);
    }
    auto const& runs = snapshot.history.blackbox->runs;
    auto const alike = std::count_if(runs.begin(), runs.end(), is_cut_at_ramp);
    if (alike >= 2 && is_cut_at_ramp(*run))
        tell(signs, "repeated", true, {"black box", std::to_string(alike) + " runs"});
}

}  // namespace rigcheck::causes
