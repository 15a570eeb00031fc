#include "wizard/screens/end_curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "checklists/causes/evidence.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMostCurves = 4;

// A snapshot may come from anywhere, and this stands beside every number.
std::string unit_of(RecordedChannel const& channel) {
    constexpr std::array kKnown{"W", "V", "A", "rpm", "MHz", "%", "MiB", "s", "J", "GT/s"};
    if (channel.unit == "C") return "°C";
    bool const known = std::find(kKnown.begin(), kKnown.end(), channel.unit) != kKnown.end();
    return known ? channel.unit : std::string();
}

EndCurve curve_of(BlackBoxRun const& run, RecordedChannel const& channel) {
    constexpr double kPauses = 3;  // samples that are missing make a pause
    EndCurve curve{.name = channel.name,
                   .unit = unit_of(channel),
                   .points = {},
                   .limit = channel.limit,
                   .pause = kPauses * std::max(run.period_s, 0.1)};
    auto const count = std::min(run.seconds.size(), channel.values.size());
    for (std::size_t i = 0; i < count; ++i) {
        bool const known = channel.values[i] && std::isfinite(*channel.values[i]);
        if (known) curve.points.push_back({run.seconds[i], *channel.values[i]});
    }
    std::stable_sort(
        curve.points.begin(), curve.points.end(),
        [](CurvePoint const& a, CurvePoint const& b) { return a.seconds < b.seconds; });
    return curve;
}

// Closeness to the limit first, then the value itself.
double weight_of(EndCurve const& curve) {
    constexpr double kWithoutLimit = 1e-6;
    bool const limited = curve.limit && *curve.limit > 0;
    return limited ? curve.most() / *curve.limit : curve.most() * kWithoutLimit;
}

std::vector<EndCurve> curves_of(BlackBoxRun const& run, std::string_view kind) {
    std::vector<EndCurve> curves;
    for (auto const& channel : run.channels) {
        if (channel.kind != kind) continue;
        auto curve = curve_of(run, channel);
        if (!curve.points.empty()) curves.push_back(std::move(curve));
    }
    std::stable_sort(curves.begin(), curves.end(), [](EndCurve const& a, EndCurve const& b) {
        return weight_of(a) > weight_of(b);
    });
    if (curves.size() > kMostCurves) curves.resize(kMostCurves);
    return curves;
}

bool lower(CurvePoint const& a, CurvePoint const& b) {
    return a.value < b.value;
}

}  // namespace

std::string EndCurve::value_text(double value) const {
    return fmt::format("{:.0f} {}", value, unit);
}

double EndCurve::least() const {
    return std::min_element(points.begin(), points.end(), lower)->value;
}

double EndCurve::most() const {
    return std::max_element(points.begin(), points.end(), lower)->value;
}

std::string EndCurve::in_words() const {
    auto const end = value_text(points.back().value);
    auto const low = value_text(least());
    auto const high = value_text(most());
    auto words = low == high ? fill_in(_("{} all the time"), end)
                             : fill_in(_("{} at the end, between {} and {}"), end, low, high);
    if (limit) words += ", " + fill_in(_("limit {}"), value_text(*limit));
    return words;
}

double EndCurves::from() const {
    double first = 0;
    for (auto const& curve : curves) first = std::min(first, curve.points.front().seconds);
    return first;
}

std::vector<EndCurves> end_curves(History const& history) {
    auto const* const run = causes::black_box_of_end(history);
    if (run == nullptr) return {};
    std::vector<EndCurves> all{{_("Temperatures"), curves_of(*run, "temperature")},
                               {_("Power drawn"), curves_of(*run, "power")},
                               {_("Clocks"), curves_of(*run, "clock")}};
    std::erase_if(all, [](EndCurves const& kind) { return kind.curves.empty(); });
    return all;
}

}  // namespace rigcheck
