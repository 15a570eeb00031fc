#include "wizard/screens/spans.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "wizard/po/language.hpp"

namespace rigcheck {

std::string clock_text(std::string const& utc) {
    constexpr std::size_t kDay = 10;     // "2026-11-20"
    constexpr std::size_t kSecond = 19;  // "2026-11-20T21:48:05"
    if (utc.size() <= kSecond || utc[kDay] != 'T' || utc.back() != 'Z') return utc;
    return utc.substr(0, kDay) + ' ' + utc.substr(kDay + 1, kSecond - kDay - 1) + " UTC";
}

std::string span_text(double seconds) {
    constexpr double kExact = 10;  // below it a tenth of a second counts
    constexpr std::int64_t kMinute = 60, kHour = 60 * kMinute, kDay = 24 * kHour;
    constexpr double kLongest = 1e11;
    if (!(seconds >= 0 && seconds < kLongest)) return "?";
    if (seconds < kExact) return fill_in(_("{} s"), fmt::format("{:.1f}", seconds));
    auto const whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < kMinute) return fill_in(_("{} s"), whole);
    if (whole < kHour) return fill_in(_("{} min {} s"), whole / kMinute, whole % kMinute);
    if (whole < kDay) return fill_in(_("{} h {} min"), whole / kHour, whole % kHour / kMinute);
    return fill_in(_("{} d {} h"), whole / kDay, whole % kDay / kHour);
}

}  // namespace rigcheck
