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
    // What the person names or prices comes first, whatever it is.
    if (wish.instance) return first([](Offer const&) { return true; });
    if (auto const* const own = first([](Offer const& offer) { return offer.price.own; }))
        return own;
    // What is least unlike, and of those alike in this the cheapest work. Too little memory, and a
    // machine that nobody new gets, are never alike.
    constexpr double kNear = 3;  // times faster or slower
    auto const unlike = [&](Offer const& o) {
        bool const near = o.speed->ratio <= kNear && o.speed->ratio >= 1 / kNear;
        bool const at_home = wish.provider || o.price.provider == "aws";
        return (near ? 0 : 8) + (o.age_days <= kOldDays ? 0 : 4) + (at_home ? 0 : 2) +
               (o.price.gpus == with.own.count ? 0 : 1);
    };
    Offer const* best = nullptr;
    for (auto const& offer : offers) {
        if (!offer.work_hour || !offer.enough_memory || offer.price.retired) continue;
        if (best == nullptr || unlike(offer) < unlike(*best)) best = &offer;
    }
    return best;
}

CloudPrice const* other_price(std::vector<CloudPrice> const& prices, Offer const& offer,
                              PriceType type) {
    CloudPrice const* best = nullptr;
    for (auto const& price : prices) {
        bool const fits = price.price_type == type && price.provider == offer.price.provider &&
                          price.instance == offer.price.instance &&
                          price.region == offer.price.region;
        if (!fits) continue;
        bool const better = best == nullptr || (price.own && !best->own) ||
                            (price.own == best->own &&
                             (price.as_of > best->as_of ||
                              (price.as_of == best->as_of && price.price_hour < best->price_hour)));
        if (better) best = &price;
    }
    return best;
}

}  // namespace rigcheck::payback
