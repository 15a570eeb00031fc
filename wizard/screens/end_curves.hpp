#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probe/facts/history.hpp"

// What the black box saw in the last minutes, as curves.
namespace rigcheck {

struct CurvePoint {
    double seconds = 0;  // before the last record: -120 … 0
    double value = 0;
};

// One channel; at least one point, in the order of time.
struct EndCurve {
    std::string name, unit;  // "k10temp-pci-00c3 Tctl", "°C"
    std::vector<CurvePoint> points;
    std::optional<double> limit;
    double pause = 3;  // s without a point: the curve is interrupted

    std::string value_text(double value) const;  // "94 °C"
    double least() const;
    double most() const;
    std::string in_words() const;  // "94 °C at the end, at most 95 °C, limit 95 °C"
};

struct EndCurves {
    std::string heading;  // "Temperatures"
    std::vector<EndCurve> curves;

    double from() const;  // seconds of the first point of all
};

// Temperatures closest to their limits, the largest powers and clocks; of each kind the four that
// tell most. Empty where the black box was not on.
std::vector<EndCurves> end_curves(History const& history);

}  // namespace rigcheck
