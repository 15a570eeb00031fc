#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checklists/knowledge/cloud_prices.hpp"
#include "checklists/payback/speed.hpp"

// Which rented machines can stand for a person's own, and what an hour of its work costs there.
namespace rigcheck::payback {

// Prices of other currencies count only by the person's own rate: {"USD": 0.92} says what one
// dollar is in theirs. Their own currency needs none.
struct Money {
    std::string currency = "USD";
    std::map<std::string, double> rates;

    std::optional<double> in_own(double amount, std::string const& from) const;
};

struct Offer {
    CloudPrice price;
    std::optional<double> price_hour;  // in the person's currency; empty: no rate for its own
    std::optional<Speed> speed;        // own / rented; empty: not comparable
    std::optional<double> work_hour;   // cost of what the own machine does in an hour
    bool enough_memory = true;         // each card has 0.9 of the own card's memory, or more
    int age_days = 0;                  // of the price, at most
};

struct Wish {
    std::optional<std::string> provider, instance, region;
};

struct Comparison {
    Cards own;
    Precision precision = Precision::fp16;
    Money money;
    std::string today;  // "2026-11-20…"
};

// On-demand and marketplace prices that match the wish, the cheapest hour of the same work first;
// then those that cannot be compared. The order of the table does not matter.
std::vector<Offer> offers(std::vector<CloudPrice> const& prices, Comparison const& with,
                          Wish const& wish);

// The one to compare with: what the person names, else what they priced themselves, else the
// cheapest work at AWS on as many cards of about the speed, with the memory, priced within a year.
// Where there is none, the number of cards, the provider, the age of the price and the speed may
// differ, in this order; too little memory and retired machines never. Null: none can be compared.
Offer const* equivalent(std::vector<Offer> const& offers, Comparison const& with, Wish const& wish);

// The youngest price of the same instance and region by another contract; null: none is known.
CloudPrice const* other_price(std::vector<CloudPrice> const& prices, Offer const& offer,
                              PriceType type);

}  // namespace rigcheck::payback
