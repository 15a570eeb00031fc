#include "wizard/gui/history.hpp"

namespace rigcheck::gui {
namespace {

std::string key_of(SensorRow const& row) {
    return row.chip + '/' + row.name;
}

}  // namespace

void History::add(SensorScreen const& screen, std::chrono::steady_clock::time_point now) {
    if (!first_) first_ = now;
    seconds_ = std::chrono::duration<double>(now - *first_).count();
    for (auto const& row : screen.rows) {
        if (!row.believed) continue;
        auto& samples = samples_[key_of(row)];
        samples.push_back({.seconds = seconds_, .value = *row.believed});
        while (samples.front().seconds < seconds_ - kSpan) samples.pop_front();
    }
}

std::deque<Sample> const& History::of(SensorRow const& row) const {
    static std::deque<Sample> const none;
    auto const found = samples_.find(key_of(row));
    return found == samples_.end() ? none : found->second;
}

}  // namespace rigcheck::gui
