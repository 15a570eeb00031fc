#pragma once

#include <string>

#include "wizard/screens/payback.hpp"

namespace rigcheck {

// The payback as a page of text for a terminal.
std::string payback_text(PaybackScreen const& screen);
// The same as one HTML page that loads nothing: light and dark, for paper too. `steps`: the
// calculation line by line.
std::string payback_html(PaybackScreen const& screen, std::vector<std::string> const& steps);

// What can be rented, one line each, with what an hour of the own machine's work costs there.
std::string offers_text(std::vector<payback::Offer> const& offers, payback::Cards own,
                        std::string const& currency);

}  // namespace rigcheck
