#include "checklists/causes/moment.hpp"

#include <ctime>

#include "probe/machine/number.hpp"

namespace rigcheck {

std::optional<double> seconds_of(std::string const& utc) {
    constexpr std::size_t kWhole = 19;  // "2026-11-20T21:48:05"
    if (utc.size() < kWhole + 1 || utc.back() != 'Z') return std::nullopt;
    std::tm when{};
    char const* const end = ::strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%S", &when);
    if (end != utc.c_str() + kWhole) return std::nullopt;
    auto const whole = static_cast<double>(::timegm(&when));
    std::string const rest = utc.substr(kWhole, utc.size() - kWhole - 1);
    if (rest.empty()) return whole;
    auto const fraction = parse_number<double>("0" + rest);
    if (!fraction || rest.front() != '.') return std::nullopt;
    return whole + *fraction;
}

}  // namespace rigcheck
