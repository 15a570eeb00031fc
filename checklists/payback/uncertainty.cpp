#include "checklists/payback/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rigcheck::payback {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t seed) : state_(seed) {}

    double uniform() {
        constexpr double kTo53Bits = 0x1p-53;
        return static_cast<double>(next() >> 11U) * kTo53Bits;
    }

private:
    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        auto z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

    std::uint64_t state_;
};

double triangular(double u, Range const& range) {
    double const width = range.high - range.low;
    if (width == 0) return range.low;
    double const left = range.mode - range.low;
    double const right = range.high - range.mode;
    return u < left / width ? range.low + std::sqrt(u * width * left)
                            : range.high - std::sqrt((1 - u) * width * right);
}

// The number of that name; null when there is none.
double* number(Inputs& in, std::string const& name) {
    double* found = nullptr;
    auto const look = [&](auto const& f) {
        using Member = std::remove_cvref_t<decltype(in.*f.member)>;
        if constexpr (std::is_same_v<Member, double>) {
            if (name == f.name) found = &(in.*f.member);
        }
    };
    for_each_field<Inputs>(look);
    return found;
}

void put(Inputs& in, std::string const& name, double value) {
    if (auto* const target = number(in, name)) *target = value;
}

// One set of inputs after the other, drawn from the ranges in their order.
class Draws {
public:
    Draws(Inputs const& base, std::vector<Range> const& ranges, std::uint64_t seed)
        : in_(base), random_(seed) {
        for (auto const& range : ranges) drawn_.emplace_back(&range, number(in_, range.input));
    }
    Draws(Draws const&) = delete;
    Draws& operator=(Draws const&) = delete;

    Inputs const& next() {
        for (auto const& [range, target] : drawn_) {
            double const value = triangular(random_.uniform(), *range);
            if (target != nullptr) *target = value;
        }
        return in_;
    }

private:
    Inputs in_;
    std::vector<std::pair<Range const*, double*>> drawn_;
    SplitMix64 random_;
};

std::size_t place(double share, std::size_t count) {
    return static_cast<std::size_t>(share * static_cast<double>(count - 1));
}

}  // namespace

std::string complaint(Range const& range) {
    Inputs any;
    if (number(any, range.input) == nullptr) return range.input + ": no such number";
    bool const ordered = range.low <= range.mode && range.mode <= range.high;
    if (!ordered) return range.input + ": expected low <= mode <= high";
    for (double const value : {range.low, range.high}) {
        Inputs in;
        in.hours_week = 0;  // beside any idle hours
        put(in, range.input, value);
        if (auto const faults = complaints(in); !faults.empty()) return faults.front();
    }
    return {};
}

Band band(Inputs const& base, std::vector<Range> const& ranges, int draws, std::uint64_t seed) {
    Draws draw(base, ranges, seed);
    std::vector<double> months;
    months.reserve(static_cast<std::size_t>(draws));
    for (int i = 0; i < draws; ++i) months.push_back(break_even(draw.next()).value_or(kNever));
    std::sort(months.begin(), months.end());
    auto const percentile = [&](double share) -> std::optional<double> {
        double const value = months[place(share, months.size())];
        return std::isinf(value) ? std::nullopt : std::optional(value);
    };
    // Where a range lies all to one side of the value, the value itself would stand outside.
    auto const point = break_even(base);
    auto const sooner = [](std::optional<double> const& a, std::optional<double> const& b) {
        return a.value_or(kNever) < b.value_or(kNever);
    };
    auto const within = std::upper_bound(months.begin(), months.end(), base.horizon);
    return {.p10 = std::min(percentile(0.1), point, sooner),
            .p50 = percentile(0.5),
            .p90 = std::max(percentile(0.9), point, sooner),
            .share_within_horizon =
                static_cast<double>(within - months.begin()) / static_cast<double>(draws)};
}

CashBand cash_band(Inputs const& base, std::vector<Range> const& ranges, int months, int draws,
                   std::uint64_t seed) {
    Draws draw(base, ranges, seed);
    // One row a month, one column a draw.
    std::vector<std::vector<double>> cash(static_cast<std::size_t>(months) + 1);
    for (auto& month : cash) month.reserve(static_cast<std::size_t>(draws));
    for (int i = 0; i < draws; ++i) {
        auto const curve = net_cash(draw.next(), months);
        for (std::size_t m = 0; m < curve.size(); ++m) cash[m].push_back(curve[m]);
    }
    CashBand band;
    for (auto& month : cash) {
        std::sort(month.begin(), month.end());
        band.p10.push_back(month[place(0.1, month.size())]);
        band.p90.push_back(month[place(0.9, month.size())]);
    }
    return band;
}

std::vector<TornadoRow> tornado(Inputs const& base, std::vector<Range> const& ranges) {
    auto middle = base;
    for (auto const& range : ranges) put(middle, range.input, range.mode);
    std::vector<TornadoRow> rows;
    rows.reserve(ranges.size());
    for (auto const& range : ranges) {
        auto const at = [&](double value) {
            auto in = middle;
            put(in, range.input, value);
            return break_even(in);
        };
        TornadoRow row{.input = range.input,
                       .low = range.low,
                       .high = range.high,
                       .months_at_low = at(range.low),
                       .months_at_high = at(range.high),
                       .swing = 0};
        row.swing = std::abs(row.months_at_low.value_or(kCapMonths) -
                             row.months_at_high.value_or(kCapMonths));
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](TornadoRow const& a, TornadoRow const& b) { return a.swing > b.swing; });
    return rows;
}

}  // namespace rigcheck::payback
