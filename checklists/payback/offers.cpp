#include "checklists/payback/offers.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "checklists/knowledge/as_of.hpp"

namespace rigcheck::payback {
namespace {

constexpr double kEnoughMemory = 0.9;

bool wanted(CloudPrice const& price, Wish const& wish) {
    auto const is = [](std::optional<std::string> const& stated, std::string const& value) {
        return !stated || *stated == value;
    };
    bool const by_the_hour =
        price.price_type == PriceType::on_demand || price.price_type == PriceType::marketplace;
    return by_the_hour && is(wish.provider, price.provider) && is(wish.instance, price.instance) &&
           is(wish.region, price.region);
}

bool enough_memory(GpuModel const* own, GpuModel const* rented) {
    if (own == nullptr || rented == nullptr || !own->vram_gib || !rented->vram_gib) return true;
    return *rented->vram_gib >= kEnoughMemory * *own->vram_gib;
}

Offer offer_of(CloudPrice const& price, Comparison const& with) {
    auto const* const model = find_gpu_model(price.gpu);
    Offer offer{.price = price,
                .price_hour = with.money.in_own(price.price_hour, price.currency),
                .speed = speed_ratio(with.own, {model, price.gpus}, with.precision),
                .work_hour = {},
                .enough_memory = enough_memory(with.own.model, model),
                .age_days = age_days(price.as_of, with.today).value_or(0)};
    if (offer.speed && offer.price_hour) offer.work_hour = *offer.price_hour * offer.speed->ratio;
    return offer;
}

// The cheapest work first, by name where that is the same or unknown.
bool before(Offer const& a, Offer const& b) {
    constexpr double kLast = std::numeric_limits<double>::infinity();
    auto const cost_a = a.work_hour.value_or(kLast);
    auto const cost_b = b.work_hour.value_or(kLast);
    if (cost_a != cost_b) return cost_a < cost_b;
    auto const names = [](CloudPrice const& p) {
        return std::tie(p.provider, p.instance, p.region, p.as_of, p.price_hour, p.source, p.note);
    };
    return names(a.price) < names(b.price);
}

}  // namespace

std::optional<double> Money::in_own(double amount, std::string const& from) const {
    if (from == currency) return amount;
    auto const rate = rates.find(from);
    return rate == rates.end() ? std::nullopt : std::optional(amount * rate->second);
}

std::vector<Offer> offers(std::vector<CloudPrice> const& prices, Comparison const& with,
                          Wish const& wish) {
    std::vector<Offer> found;
    for (auto const& price : prices) {
        if (wanted(price, wish)) found.push_back(offer_of(price, with));
    }
    std::sort(found.begin(), found.end(), before);
    return found;
}

Offer const* equivalent(std::vector<Offer> const& offers, Comparison const& with,
                        Wish const& wish) {
    auto const first = [&](auto const& fits) -> Offer const* {
        auto const found = std::find_if(offers.begin(), offers.end(), [&](Offer const& offer) {
            return offer.work_hour && fits(offer);
        });
        return found == offers.end() ? nullptr : &*found;
    };
    auto const current = [](Offer const& offer) {
        return !offer.price.retired && offer.age_days <= kOldDays;
    };
    auto const same_kind = [&](Offer const& offer) {
        return current(offer) && offer.enough_memory && offer.price.gpus == with.own.count;
    };
    auto const at_aws = [&](Offer const& offer) {
        return same_kind(offer) && (wish.provider || offer.price.provider == "aws");
    };
    if (auto const* const offer = first(at_aws)) return offer;
    if (auto const* const offer = first(same_kind)) return offer;
    if (auto const* const offer = first(current)) return offer;
    return first([](Offer const&) { return true; });
}

std::optional<double> other_price(std::vector<CloudPrice> const& prices, Offer const& offer,
                                  PriceType type, Money const& money) {
    // The youngest price of each kind, and of equally young ones the lowest.
    auto const youngest = [&](PriceType wanted) -> std::optional<double> {
        CloudPrice const* best = nullptr;
        for (auto const& price : prices) {
            bool const fits =
                price.price_type == wanted && price.provider == offer.price.provider &&
                price.instance == offer.price.instance && price.region == offer.price.region;
            if (!fits) continue;
            bool const better = best == nullptr || price.as_of > best->as_of ||
                                (price.as_of == best->as_of && price.price_hour < best->price_hour);
            if (better) best = &price;
        }
        return best == nullptr ? std::nullopt : money.in_own(best->price_hour, best->currency);
    };
    if (auto const exact = youngest(type)) return exact;
    if (type != PriceType::spot) return std::nullopt;
    auto const low = youngest(PriceType::spot_low);
    auto const high = youngest(PriceType::spot_high);
    return low && high ? std::optional((*low + *high) / 2) : std::nullopt;
}

}  // namespace rigcheck::payback
