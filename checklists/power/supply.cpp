#include "checklists/power/supply.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace rigcheck::power {
namespace {

constexpr double kMostWatts = 100000;
constexpr std::size_t kMostCards = 64;

using Curve = std::vector<EfficiencyPoint>;

Curve load_curve(PsuTier tier, Mains mains) {
    auto const& facts = psu_facts();
    auto const found = std::find_if(
        facts.tiers.begin(), facts.tiers.end(),
        [&](EfficiencyCurve const& row) { return row.tier == tier && row.mains == mains; });
    if (found == facts.tiers.end()) throw std::logic_error("psu.json lacks a tier");
    Curve points{facts.low_load};
    for (auto const& point : found->points) {
        points.push_back({.load = point.at(0), .efficiency = point.at(1)});
    }
    return points;
}

// Put together once: a band of the payback asks tens of thousands of times.
Curve const& curve(PsuTier tier, Mains mains) {
    constexpr auto kTiers = EnumNames<PsuTier>::names.size();
    constexpr auto kMains = EnumNames<Mains>::names.size();
    static auto const curves = [] {
        std::array<std::array<Curve, kMains>, kTiers> all;
        for (std::size_t t = 0; t < kTiers; ++t) {
            for (std::size_t m = 0; m < kMains; ++m)
                all.at(t).at(m) = load_curve(static_cast<PsuTier>(t), static_cast<Mains>(m));
        }
        return all;
    }();
    return curves.at(static_cast<std::size_t>(tier)).at(static_cast<std::size_t>(mains));
}

double short_time_factor(PsuKind kind) {
    for (auto const& row : psu_facts().short_time) {
        if (row.kind == kind) return row.factor;
    }
    throw std::logic_error("psu.json lacks a kind of supply");
}

bool in_range(double value, double least, double most) {
    return std::isfinite(value) && value >= least && value <= most;
}

}  // namespace

double efficiency(double load_w, double rating_w, PsuTier tier, Mains mains) {
    auto const& points = curve(tier, mains);
    double const load = std::clamp(load_w / rating_w, points.front().load, 1.0);
    for (std::size_t i = 1; i < points.size(); ++i) {
        auto const& left = points[i - 1];
        auto const& right = points[i];
        if (load > right.load) continue;
        double const share = (load - left.load) / (right.load - left.load);
        return left.efficiency + (right.efficiency - left.efficiency) * share;
    }
    return points.back().efficiency;
}

double wall_w(double load_w, double rating_w, PsuTier tier, Mains mains) {
    return load_w > 0 ? load_w / efficiency(load_w, rating_w, tier, mains) : 0;
}

std::string complaint(Demand const& demand) {
    if (demand.gpus.size() > kMostCards) return "gpus: expected 64 at most";
    for (auto const watts : demand.gpus) {
        if (!in_range(watts, 0, kMostWatts)) return "gpus: expected watts from 0 to 100000";
    }
    if (!in_range(demand.cpu_peak_w, 0, kMostWatts)) {
        return "cpu_peak_w: expected 0 to 100000";
    }
    if (!in_range(demand.rest_w, 0, kMostWatts)) return "rest_w: expected 0 to 100000";
    if (!in_range(demand.spike, 1, 10)) return "spike: expected 1 to 10";
    if (!in_range(demand.sustained_max, 0.1, 1)) return "sustained_max: expected 0.1 to 1";
    return {};
}

Need need_of(Demand const& demand) {
    Need need;
    need.sustained_w =
        std::accumulate(demand.gpus.begin(), demand.gpus.end(), demand.cpu_peak_w + demand.rest_w);
    need.peak_w = need.sustained_w;
    if (!demand.gpus.empty()) {
        double const largest = *std::max_element(demand.gpus.begin(), demand.gpus.end());
        need.peak_w +=
            (demand.spike - 1) * largest * std::sqrt(static_cast<double>(demand.gpus.size()));
    }
    need.need_sustained_w = need.sustained_w / demand.sustained_max;
    need.need_transient_w = need.peak_w / short_time_factor(demand.psu);
    need.need_w = std::max(need.need_sustained_w, need.need_transient_w);
    constexpr double kRounding = 1e-9;
    for (auto const size : psu_facts().sizes_w) {
        if (size < need.need_w - kRounding) continue;
        need.recommended_w = size;
        break;
    }
    return need;
}

Headroom headroom(Need const& need, double rating_w) {
    constexpr double kOversized = 3;
    if (rating_w < need.sustained_w) return Headroom::too_small;
    if (rating_w < need.need_w) return Headroom::spikes;
    return rating_w > kOversized * need.sustained_w ? Headroom::oversized : Headroom::fine;
}

}  // namespace rigcheck::power
