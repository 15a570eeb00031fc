#pragma once

#include <string>
#include <vector>

#include "checklists/payback/estimate.hpp"
#include "checklists/payback/model.hpp"

namespace rigcheck {

// "rigcheck.payback/1" of the design. `errors`: what is wrong with the inputs; then the status is
// invalid. Money is rounded to cents, months to thousandths.
std::string payback_json(payback::Estimate const& estimate, std::vector<std::string> const& errors,
                         std::string const& currency);

// "rigcheck.instances/1": what can be rented.
std::string offers_json(std::vector<payback::Offer> const& offers);

}  // namespace rigcheck
