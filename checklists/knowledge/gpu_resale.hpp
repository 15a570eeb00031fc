#pragma once

#include <string>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// A row of gpu-resale.csv: what a used card sold for, against its price at launch.
struct GpuResale {
    std::string gpu;
    double age_years = 0;
    double used_price = 0, launch_price = 0;
    std::string currency;
    double kept_a_year = 0;  // share of the value, as a yearly factor
    std::string source, as_of;

    static constexpr auto fields() {
        using G = GpuResale;
        return field_list(field("gpu", &G::gpu), field("age_years", &G::age_years),
                          field("used_price", &G::used_price),
                          field("launch_price", &G::launch_price), field("currency", &G::currency),
                          field("kept_a_year", &G::kept_a_year), field("source", &G::source),
                          field("as_of", &G::as_of));
    }
};

std::vector<GpuResale> const& gpu_resale();

}  // namespace rigcheck
