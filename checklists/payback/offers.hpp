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

// The one to compare with when the person names none: at AWS, with as many cards and enough memory,
// offered still, priced within a year; else the first that can be compared. Null: none can.
Offer const* equivalent(std::vector<Offer> const& offers, Comparison const& with, Wish const& wish);

// Price of the same instance and region by another contract, in the person's currency. Where only
// the cheapest and the dearest zone are known, their mean.
std::optional<double> other_price(std::vector<CloudPrice> const& prices, Offer const& offer,
                                  PriceType type, Money const& money);

}  // namespace rigcheck::payback
