#include "checklists/knowledge/electricity.hpp"

#include <algorithm>
#include <stdexcept>

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/table.hpp"

namespace rigcheck {
namespace {

std::string complaint(ElectricityPrice const& price) {
    if (price.price_per_kwh <= 0 || price.price_per_kwh > 100)
        return "price_per_kwh: expected more than 0, at most 100";
    if (price.currency.size() != 3) return "currency: expected three letters, as USD";
    return {};
}

}  // namespace

std::vector<ElectricityPrice> const& electricity_prices() {
    static auto const prices =
        read_table<ElectricityPrice>(knowledge("electricity.csv"), "electricity.csv", complaint);
    return prices;
}

ElectricityPrice const& electricity_in(std::string_view iso2) {
    auto const& prices = electricity_prices();
    auto const by = [&](auto const& matches) {
        return std::find_if(prices.begin(), prices.end(), matches);
    };
    auto const country = by([&](auto const& p) { return !iso2.empty() && p.iso2 == iso2; });
    if (country != prices.end()) return *country;
    auto const world = by([](auto const& p) { return p.country == "World average"; });
    if (world == prices.end()) throw std::logic_error("electricity.csv: no world average");
    return *world;
}

}  // namespace rigcheck
