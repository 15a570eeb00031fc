#include "probe/utc_now.hpp"

#include <fmt/chrono.h>

namespace rigcheck {

std::string utc_now() {
    auto const now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace rigcheck
