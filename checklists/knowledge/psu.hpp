#pragma once

#include <array>
#include <string>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// The efficiency class on the label of a power supply.
enum class PsuTier { white, bronze, silver, gold, platinum, titanium };
enum class Mains { v115, v230 };
// What a power supply bears for a fraction of a millisecond depends on its generation.
enum class PsuKind { legacy, atx3_no_16pin, atx3_16pin };

template <>
struct EnumNames<PsuTier> {
    static constexpr std::array names{"white", "bronze", "silver", "gold", "platinum", "titanium"};
};
template <>
struct EnumNames<Mains> {
    static constexpr std::array names{"115", "230"};
};
template <>
struct EnumNames<PsuKind> {
    static constexpr std::array names{"legacy", "atx3_no_16pin", "atx3_16pin"};
};

struct EfficiencyPoint {
    double load = 0;  // share of the rating
    double efficiency = 0;

    static constexpr auto fields() {
        return field_list(field("load", &EfficiencyPoint::load),
                          field("efficiency", &EfficiencyPoint::efficiency));
    }
};

struct EfficiencyCurve {
    PsuTier tier = PsuTier::gold;
    Mains mains = Mains::v230;
    std::vector<std::vector<double>> points;  // [load, efficiency], rising load

    static constexpr auto fields() {
        using C = EfficiencyCurve;
        return field_list(field("tier", &C::tier), field("mains", &C::mains),
                          field("points", &C::points));
    }
};

struct ShortTime {
    PsuKind kind = PsuKind::legacy;
    double factor = 1;  // of the rating, for 100 microseconds to a millisecond

    static constexpr auto fields() {
        return field_list(field("kind", &ShortTime::kind), field("factor", &ShortTime::factor));
    }
};

// What one socket and its cord may carry for hours.
struct Circuit {
    Mains mains = Mains::v230;
    std::string name;
    double continuous_w = 0;
    std::string source;

    static constexpr auto fields() {
        using C = Circuit;
        return field_list(field("mains", &C::mains), field("name", &C::name),
                          field("continuous_w", &C::continuous_w), field("source", &C::source));
    }
};

// checklists/knowledge/psu.json
struct PsuFacts {
    EfficiencyPoint low_load;
    std::vector<EfficiencyCurve> tiers;
    std::vector<double> sizes_w;  // what is sold
    std::vector<ShortTime> short_time;
    double sustained_max = 0.85;  // share of the rating that a lasting load should stay below
    double spike = 2;             // peak of one card against its board power
    double spike_allowed = 3;     // what the standard allows a card (PCIe CEM 5), for 100 us
    double usual_load_share = 1;  // drawn in training, of the sum of all limits
    double usual_cpu_w = 0;       // of a planned machine whose processor nobody named
    double idle_w = 0, idle_w_per_extra_gpu = 0;  // DC side, desktop with one card
    std::vector<Circuit> circuits;
    std::vector<std::string> countries_115v;  // ISO 3166; 100 to 127 V

    static constexpr auto fields() {
        using F = PsuFacts;
        return field_list(
            field("low_load", &F::low_load), field("tiers", &F::tiers),
            field("sizes_w", &F::sizes_w), field("short_time", &F::short_time),
            field("sustained_max", &F::sustained_max), field("spike", &F::spike),
            field("spike_allowed", &F::spike_allowed),
            field("usual_load_share", &F::usual_load_share), field("usual_cpu_w", &F::usual_cpu_w),
            field("idle_w", &F::idle_w), field("idle_w_per_extra_gpu", &F::idle_w_per_extra_gpu),
            field("circuits", &F::circuits), field("countries_115v", &F::countries_115v));
    }
};

PsuFacts const& psu_facts();

// By ISO 3166 letters; 230 V where nothing is known.
Mains usual_mains(std::string const& country);

}  // namespace rigcheck
