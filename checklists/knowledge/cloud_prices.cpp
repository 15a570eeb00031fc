#include "checklists/knowledge/cloud_prices.hpp"

#include <algorithm>
#include <tuple>

#include "checklists/knowledge/as_of.hpp"
#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/table.hpp"

namespace rigcheck {
namespace {

constexpr int kMostGpus = 1024;

std::string complaint(CloudPrice const& price) {
    if (price.provider.empty()) return "provider: expected a text";
    if (price.instance.empty()) return "instance: expected a text";
    if (price.gpus < 1 || price.gpus > kMostGpus) return "gpus: expected 1 to 1024";
    bool const letters =
        price.currency.size() == 3 && std::all_of(price.currency.begin(), price.currency.end(),
                                                  [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!letters) return "currency: expected three letters, as USD";
    // Free tiers cost nothing; nothing costs less.
    if (price.price_hour < 0 || price.price_hour > 1e6) return "price_hour: expected 0 to 1000000";
    if (!age_days(price.as_of, "2000")) return "as_of: expected a date, as 2026-07-20";
    return {};
}

std::string cost_complaint(CloudCost const& cost) {
    if (cost.provider.empty()) return "provider: expected a text";
    if (cost.price_gb < 0 || cost.price_gb > 1e3) return "price_gb: expected 0 to 1000";
    return {};
}

bool same_offer(CloudPrice const& a, CloudPrice const& b) {
    return std::tie(a.provider, a.instance, a.region, a.price_type) ==
           std::tie(b.provider, b.instance, b.region, b.price_type);
}

}  // namespace

std::vector<CloudPrice> read_cloud_prices(std::string_view text, std::string const& file) {
    // A price without these would be compared wrongly, or count as free.
    return read_table<CloudPrice>(
        text, file, complaint,
        {"provider", "instance", "gpu", "gpus", "price_type", "currency", "price_hour", "as_of"});
}

std::vector<CloudPrice> const& cloud_prices() {
    static auto const prices = read_cloud_prices(knowledge("cloud-prices.csv"), "cloud-prices.csv");
    return prices;
}

std::vector<CloudPrice> with_own_prices(std::vector<CloudPrice> own) {
    auto const stated = own.size();
    for (auto& price : own) price.own = true;
    for (auto const& price : cloud_prices()) {
        auto const end = own.begin() + static_cast<std::ptrdiff_t>(stated);
        bool const replaced = std::any_of(
            own.begin(), end, [&](CloudPrice const& other) { return same_offer(price, other); });
        if (!replaced) own.push_back(price);
    }
    return own;
}

std::vector<CloudCost> const& cloud_costs() {
    static auto const costs =
        read_table<CloudCost>(knowledge("cloud-costs.csv"), "cloud-costs.csv", cost_complaint);
    return costs;
}

CloudCost const* find_cloud_cost(std::string_view provider, CloudCostKind kind) {
    auto const& costs = cloud_costs();
    auto const found = std::find_if(costs.begin(), costs.end(), [&](CloudCost const& cost) {
        return cost.provider == provider && cost.kind == kind;
    });
    return found == costs.end() ? nullptr : &*found;
}

}  // namespace rigcheck
