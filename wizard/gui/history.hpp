#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <string>

#include "wizard/screens/sensors.hpp"

// What the sensors said over the last minutes.
namespace rigcheck::gui {

struct Sample {
    double seconds = 0;  // since the first of all
    double value = 0;    // in the unit of the sensor's kind
};

class History {
public:
    static constexpr double kSpan = 600;  // seconds that are kept

    // Values that are believed alone. `now` never goes back.
    void add(SensorScreen const& screen, std::chrono::steady_clock::time_point now);
    void forget() { *this = {}; }

    // Empty for a sensor that never said anything to be believed.
    std::deque<Sample> const& of(SensorRow const& row) const;
    double seconds() const { return seconds_; }  // of the last sample

private:
    std::map<std::string, std::deque<Sample>> samples_;
    std::optional<std::chrono::steady_clock::time_point> first_;
    double seconds_ = 0;
};

}  // namespace rigcheck::gui
