#pragma once

#include <string>

namespace rigcheck {

// "2965 USD", "0.90 USD", "-1816 EUR", "320 JPY": from 100 on whole units, always with the code.
std::string money(double amount, std::string const& currency);
// "12.7 months".
std::string months_text(double months);
// A number without needless zeros: "0.53", "40", "1.861".
std::string short_number(double number);

}  // namespace rigcheck
