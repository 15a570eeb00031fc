#include "checklists/power/inputs.hpp"

#include <cmath>

namespace rigcheck::power {

Demand demand_of(Inputs const& inputs) {
    return {.gpus = inputs.gpus,
            .cpu_peak_w = inputs.cpu_peak_w,
            .rest_w = inputs.rest_w,
            .psu = inputs.psu,
            .spike = inputs.spike,
            .sustained_max = inputs.sustained_max};
}

std::string complaint(Inputs const& inputs) {
    constexpr double kMostWatts = 100000;
    auto const rating = inputs.psu_w.value_or(1);
    if (!std::isfinite(rating) || rating < 1 || rating > kMostWatts)
        return "psu_w: expected 1 to 100000";
    return complaint(demand_of(inputs));
}

}  // namespace rigcheck::power
