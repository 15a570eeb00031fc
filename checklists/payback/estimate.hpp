#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/payback/offers.hpp"
#include "checklists/payback/stated.hpp"
#include "checklists/payback/uncertainty.hpp"
#include "checklists/power/budget.hpp"

// The inputs of the payback for one machine: what the person said, what was probed, what tables
// say of the rest; each with its reason, and what only the person can say left open.
namespace rigcheck::payback {

enum class Reason {
    parts_file,   // what the person bought
    probed,       // from the parts that were seen
    own_price,    // the person's price file
    price_table,  // ours, with its date
    speed_table,  // measured, scaled or estimated: see the offer
    country,      // the usual price there
    elsewhere,    // the average of the world: the country is not known, or not listed
    usual,        // a usual value, with its evidence
};

struct Assumption {
    std::string input;  // "price_kwh"
    Reason reason = Reason::usual;
    std::string source;
    std::optional<int> age_days;  // of what it comes from, at most

    static constexpr auto fields() {
        using A = Assumption;
        return field_list(field("input", &A::input), field("reason", &A::reason),
                          field("source", &A::source), field("age_days", &A::age_days));
    }
};

// What no table can say.
enum class Open {
    purchase,        // what did it cost?
    watts,           // what does it draw?
    card,            // which card is it, or how fast against the rented one?
    card_choice,     // its number stands for several models
    mixed_cards,     // different cards in one machine
    cloud_price,     // nothing to compare with
    contract_price,  // of a spot or reserved machine
    currency,        // figures of another currency and no rate
    electricity,     // the same for the kWh
};

struct OpenQuestion {
    Open about = Open::purchase;
    std::string input;   // the one that would answer it
    std::string detail;  // the card's name, the currency

    static constexpr auto fields() {
        using O = OpenQuestion;
        return field_list(field("about", &O::about), field("input", &O::input),
                          field("detail", &O::detail));
    }
};

// A price of the person's own that could not be used: no rate for its currency, or its card is in
// no table.
struct UnusedPrice {
    std::string instance, currency;  // the currency where that is the reason
};

struct Question {
    Stated stated;
    Expectations bought;              // the parts file
    Snapshot machine;                 // as probed; an empty one where it is only planned
    std::optional<std::string> card;  // a card by name, instead of the probed ones
    int cards = 1;                    // of that name
    Wish wish;
    Precision precision = Precision::fp16;
    Money money;
    std::string country;             // ISO 3166; may be empty
    std::vector<CloudPrice> prices;  // see with_own_prices
    std::string today;
};

struct Estimate {
    Inputs inputs;
    std::vector<Assumption> assumptions;
    std::vector<OpenQuestion> open;  // empty: can be reckoned with
    std::optional<Offer> offer;      // what it is compared with; empty: stated sums alone
    Cards own;
    std::vector<UnusedPrice> unused;
    std::vector<Range> ranges;
    std::vector<power::BudgetItem> parts;  // where the watts come from; empty when they were stated
};

Estimate estimate(Question const& question);

// How far each input may lie from its value: from payback-ranges.csv, moved to the value. An input
// outside its usual range was meant exactly.
std::vector<Range> usual_ranges(Inputs const& inputs);

}  // namespace rigcheck::payback

template <>
struct rigcheck::EnumNames<rigcheck::payback::Reason> {
    static constexpr std::array names{"parts-file",  "probed",  "own-price", "price-table",
                                      "speed-table", "country", "elsewhere", "usual"};
};
template <>
struct rigcheck::EnumNames<rigcheck::payback::Open> {
    static constexpr std::array names{"purchase",       "watts",       "card",
                                      "card-choice",    "mixed-cards", "cloud-price",
                                      "contract-price", "currency",    "electricity"};
};
