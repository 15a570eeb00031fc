#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/payback/estimate.hpp"
#include "checklists/payback/model.hpp"
#include "wizard/screens/hint.hpp"

// Does the machine pay for itself against renting? What the payback screen shows; the command line
// prints the same.
namespace rigcheck {

// A line of the comparison: the machine against the cloud.
struct CostRow {
    std::string label, own, rented;
};

// How far one input alone moves the answer.
struct SwingRow {
    std::string label;
    std::string low, high;        // the values of the input
    std::string at_low, at_high;  // the months, or "never"
    std::optional<double> low_months, high_months;
};

struct AssumedRow {
    std::string input;  // "price_kwh", and so the flag that says otherwise
    std::string label, value, why;
};

// Cash of owning instead of renting, month by month from 0, with its 10 to 90 % band.
struct CashCurve {
    std::vector<double> middle, low, high;
    std::optional<double> even;  // month of the zero
};

struct PaybackScreen {
    std::string verdict;            // one sentence
    std::vector<std::string> also;  // more sentences, the most useful first
    std::vector<Hint> care;         // why not to trust it blindly: old prices, too little memory
    std::string compared_with;      // "aws g6e.xlarge (1 x L40S), us-east-1, …"; may be empty
    std::vector<CostRow> costs;
    std::string band;               // one sentence; empty without ranges
    std::vector<SwingRow> matters;  // most first
    std::vector<AssumedRow> assumed;
    std::vector<Hint> open;  // what only the person can say
    std::string currency;
    CashCurve cash;  // empty while something is open
};

PaybackScreen payback_screen(payback::Estimate const& estimate, payback::Money const& money);

// The calculation line by line, each with its figures: "Electricity at work: …".
std::vector<std::string> payback_steps(payback::Inputs const& inputs, std::string const& currency);

}  // namespace rigcheck
