#pragma once

#include <string>

// Where the machine stands: it decides the usual price of electricity and the mains.
namespace rigcheck {

// ISO 3166 letters: those of --country, else those of the locale ("DE" of "de_DE.UTF-8"); empty
// when neither says. Throws UsageError for --country that is not two letters.
std::string country_of(std::string const& stated);

}  // namespace rigcheck
