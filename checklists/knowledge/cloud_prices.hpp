#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

enum class PriceType {
    on_demand,
    spot,
    spot_low,   // the cheapest zone of the region
    spot_high,  // the dearest
    reserved_1y_no_upfront,
    reserved_1y_all_upfront,
    reserved_3y_no_upfront,
    reserved_3y_all_upfront,
    marketplace  // the lowest offer of many hosts
};

template <>
struct EnumNames<PriceType> {
    static constexpr std::array names{"on_demand",
                                      "spot",
                                      "spot_low",
                                      "spot_high",
                                      "reserved_1y_no_upfront",
                                      "reserved_1y_all_upfront",
                                      "reserved_3y_no_upfront",
                                      "reserved_3y_all_upfront",
                                      "marketplace"};
};

// A row of cloud-prices.csv, or of a person's own file of the same form: what an hour of one
// instance costs.
struct CloudPrice {
    std::string provider, instance;
    std::string gpu;  // as gpus.csv names it; another name can be priced, not compared
    int gpus = 1;
    std::string region;
    PriceType price_type = PriceType::on_demand;
    std::string currency = "USD";
    double price_hour = 0;  // of the whole instance; of reserved ones the mean over the term
    std::string as_of;
    bool retired = false;  // still in the list, not offered to new customers
    std::string confidence, note, source;
    bool own = false;  // from the person's file; no column

    static constexpr auto fields() {
        using C = CloudPrice;
        return field_list(field("provider", &C::provider), field("instance", &C::instance),
                          field("gpu", &C::gpu), field("gpus", &C::gpus),
                          field("region", &C::region), field("price_type", &C::price_type),
                          field("currency", &C::currency), field("price_hour", &C::price_hour),
                          field("as_of", &C::as_of), field("retired", &C::retired),
                          field("confidence", &C::confidence), field("note", &C::note),
                          field("source", &C::source));
    }
};

std::vector<CloudPrice> const& cloud_prices();
// A person's own prices. `file` is its name, for messages. Throws TableError.
std::vector<CloudPrice> read_cloud_prices(std::string_view text, std::string const& file);
// Ours, with the person's own in place of those for the same instance, region and kind.
std::vector<CloudPrice> with_own_prices(std::vector<CloudPrice> own);

enum class CloudCostKind { storage, egress };

template <>
struct EnumNames<CloudCostKind> {
    static constexpr std::array names{"storage", "egress"};
};

// A row of cloud-costs.csv: keeping a GB for a month, or sending one out.
struct CloudCost {
    std::string provider;
    CloudCostKind kind = CloudCostKind::storage;
    std::string item, currency;
    double price_gb = 0;
    double free_gb_month = 0;
    std::string region, source, as_of;

    static constexpr auto fields() {
        using C = CloudCost;
        return field_list(field("provider", &C::provider), field("kind", &C::kind),
                          field("item", &C::item), field("currency", &C::currency),
                          field("price_gb", &C::price_gb),
                          field("free_gb_month", &C::free_gb_month), field("region", &C::region),
                          field("source", &C::source), field("as_of", &C::as_of));
    }
};

std::vector<CloudCost> const& cloud_costs();
// The provider's first row of a kind: block storage, the first terabytes of egress. Null: unknown.
CloudCost const* find_cloud_cost(std::string_view provider, CloudCostKind kind);

}  // namespace rigcheck
