#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/knowledge/psu.hpp"

// How much power supply a build needs, and what it draws from the wall. Watts are on the DC side
// unless a name says wall. Rule and its sources: checklists/knowledge/psu.json.
namespace rigcheck::power {

// Share of the wall power that reaches the parts: straight lines between the 80 PLUS points, the
// load clamped to 2 .. 100 % of the rating.
double efficiency(double load_w, double rating_w, PsuTier tier, Mains mains);
double wall_w(double load_w, double rating_w, PsuTier tier, Mains mains);

struct Demand {
    std::vector<double> gpus;  // board power of each card, W
    double cpu_peak_w = 0;     // AMD: PPT; Intel: maximum turbo power
    double rest_w = 0;         // board, DIMMs, drives, fans
    PsuKind psu = PsuKind::atx3_16pin;
    double spike = psu_facts().spike;                  // peak of one card / its board power
    double sustained_max = psu_facts().sustained_max;  // share of the rating for a lasting load

    static constexpr auto fields() {
        using D = Demand;
        return field_list(field("gpus", &D::gpus), field("cpu_peak_w", &D::cpu_peak_w),
                          field("rest_w", &D::rest_w), field("psu", &D::psu),
                          field("spike", &D::spike), field("sustained_max", &D::sustained_max));
    }
};

// What is wrong with a demand, as "field: expected …"; empty when nothing is.
std::string complaint(Demand const& demand);

struct Need {
    double sustained_w = 0;               // S: everything at its limit
    double peak_w = 0;                    // T = S + (spike - 1) * largest card * sqrt(cards)
    double need_sustained_w = 0;          // S / sustained_max
    double need_transient_w = 0;          // T / what the kind of supply bears for a moment
    double need_w = 0;                    // the larger of both
    std::optional<double> recommended_w;  // next size that is sold; empty: none is large enough

    static constexpr auto fields() {
        using N = Need;
        return field_list(field("sustained_w", &N::sustained_w), field("peak_w", &N::peak_w),
                          field("need_sustained_w", &N::need_sustained_w),
                          field("need_transient_w", &N::need_transient_w),
                          field("need_w", &N::need_w), field("recommended_w", &N::recommended_w));
    }
};

Need need_of(Demand const& demand);

// What a rating means for this need.
enum class Headroom {
    too_small,  // below what the parts may draw together
    tight,      // the same, but only with usual values for parts that nobody measured
    spikes,     // enough for the sum, perhaps not for its peaks
    fine,
    oversized,  // more than three times the sum: poor efficiency at idle
};
Headroom headroom(Need const& need, double rating_w);

}  // namespace rigcheck::power

template <>
struct rigcheck::EnumNames<rigcheck::power::Headroom> {
    static constexpr std::array names{"too-small", "tight", "spikes", "fine", "oversized"};
};
