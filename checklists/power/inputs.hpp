#pragma once

#include "checklists/power/budget.hpp"

namespace rigcheck::power {

// Everything that `rigcheck power` reckons with: the demand and the label of the supply.
struct Inputs {
    std::vector<double> gpus;  // board power of each card, W
    double cpu_peak_w = 0;
    double rest_w = 0;
    PsuKind psu = PsuKind::atx3_16pin;
    double spike = psu_facts().spike;
    double sustained_max = psu_facts().sustained_max;
    std::optional<double> psu_w;  // on the label
    PsuTier psu_tier = PsuTier::gold;
    Mains mains = Mains::v230;

    static constexpr auto fields() {
        using I = Inputs;
        return field_list(field("gpus", &I::gpus), field("cpu_peak_w", &I::cpu_peak_w),
                          field("rest_w", &I::rest_w), field("psu", &I::psu),
                          field("spike", &I::spike), field("sustained_max", &I::sustained_max),
                          field("psu_w", &I::psu_w), field("psu_tier", &I::psu_tier),
                          field("mains", &I::mains));
    }
};

Demand demand_of(Inputs const& inputs);
// What is wrong, as "field: expected …"; empty when nothing is.
std::string complaint(Inputs const& inputs);

}  // namespace rigcheck::power
