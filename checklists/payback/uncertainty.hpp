#pragma once

#include <cstdint>

#include "checklists/payback/model.hpp"

// How sure is a break-even? Every uncertain input has a least, a likeliest and a most value; draws
// from these triangles give a band, one at a time a tornado. The draws are the same on every
// machine: SplitMix64, 53 bits, inverse of the distribution, in the order of the ranges.
namespace rigcheck::payback {

struct Range {
    std::string input;  // the name of a number in Inputs: "hours_week"
    double low = 0, mode = 0, high = 0;

    static constexpr auto fields() {
        using R = Range;
        return field_list(field("input", &R::input), field("low", &R::low), field("mode", &R::mode),
                          field("high", &R::high));
    }
};

struct Band {
    // Months to break even; empty: never. p10 and p90 hold the answer for the values themselves.
    std::optional<double> p10, p50, p90;
    double share_within_horizon = 0;

    static constexpr auto fields() {
        using B = Band;
        return field_list(field("p10", &B::p10), field("p50", &B::p50), field("p90", &B::p90),
                          field("share_within_horizon", &B::share_within_horizon));
    }
};

struct TornadoRow {
    std::string input;
    double low = 0, high = 0;
    std::optional<double> months_at_low, months_at_high;  // empty: never
    double swing = 0;                                     // months; never counts as the cap

    static constexpr auto fields() {
        using T = TornadoRow;
        return field_list(field("input", &T::input), field("low", &T::low), field("high", &T::high),
                          field("months_at_low", &T::months_at_low),
                          field("months_at_high", &T::months_at_high), field("swing", &T::swing));
    }
};

// "input: expected …" for a range that names no number or is not in order; empty when fine.
std::string complaint(Range const& range);

Band band(Inputs const& base, std::vector<Range> const& ranges, int draws = 4000,
          std::uint64_t seed = 1);
// The 10 to 90 % band of net_cash, month by month from 0.
struct CashBand {
    std::vector<double> p10, p90;
};
CashBand cash_band(Inputs const& base, std::vector<Range> const& ranges, int months,
                   int draws = 1000, std::uint64_t seed = 1);
// Largest swing first.
std::vector<TornadoRow> tornado(Inputs const& base, std::vector<Range> const& ranges);

}  // namespace rigcheck::payback
