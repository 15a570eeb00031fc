#include "probe/utc_now.hpp"

#include <fmt/chrono.h>

namespace rigcheck {

std::string utc_now() {
    auto const now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

std::string utc_text(std::chrono::system_clock::time_point at) {
    using std::chrono::microseconds;
    using std::chrono::seconds;
    auto const whole = std::chrono::floor<seconds>(at);
    auto const rest = std::chrono::floor<microseconds>(at - whole).count();
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}Z",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(whole)), rest);
}

std::string utc_text(std::int64_t microseconds) {
    return utc_text(std::chrono::system_clock::time_point(std::chrono::microseconds(microseconds)));
}

}  // namespace rigcheck
