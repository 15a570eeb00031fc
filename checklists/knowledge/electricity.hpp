#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// A row of electricity.csv: what a household pays for a kWh. Sources are of uneven worth, so it
// only fills a field that a person then confirms.
struct ElectricityPrice {
    std::string country;  // or "World average"
    std::string iso2;     // empty for averages
    double price_per_kwh = 0;
    std::string currency, confidence, note, source, as_of;

    static constexpr auto fields() {
        using E = ElectricityPrice;
        return field_list(field("country", &E::country), field("iso2", &E::iso2),
                          field("price_per_kwh", &E::price_per_kwh),
                          field("currency", &E::currency), field("confidence", &E::confidence),
                          field("note", &E::note), field("source", &E::source),
                          field("as_of", &E::as_of));
    }
};

std::vector<ElectricityPrice> const& electricity_prices();
// By ISO 3166 letters: "DE". The world average when the country is not listed.
ElectricityPrice const& electricity_in(std::string_view iso2);

}  // namespace rigcheck
