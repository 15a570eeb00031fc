#include "wizard/screens/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "wizard/po/language.hpp"

namespace rigcheck {

std::string money(double amount, std::string const& currency) {
    // ISO 4217: currencies without a minor unit.
    constexpr std::array<std::string_view, 8> kWhole{"JPY", "KRW", "CLP", "ISK",
                                                     "UGX", "VND", "XAF", "XOF"};
    bool const whole = std::abs(amount) >= 100 ||
                       std::find(kWhole.begin(), kWhole.end(), currency) != kWhole.end();
    double const shown = whole ? std::round(amount) : amount;
    return fmt::format("{:.{}f} {}", shown == 0 ? 0.0 : shown, whole ? 0 : 2, currency);
}

std::string months_text(double months) {
    return fill_in(_("{} months"), fmt::format("{:.1f}", months));
}

std::string short_number(double number) {
    return fmt::format("{:.4g}", number);
}

}  // namespace rigcheck
