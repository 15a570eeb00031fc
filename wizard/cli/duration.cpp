#include "wizard/cli/duration.hpp"

#include <charconv>

#include "wizard/cli/commands.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

// 0: no such unit.
long seconds_in(std::string_view unit) {
    if (unit.empty() || unit == "s") return 1;
    if (unit == "m") return 60;
    if (unit == "h") return 3600;
    return unit == "d" ? 86400 : 0;
}

}  // namespace

std::chrono::seconds parse_duration(std::string const& option, std::string const& text) {
    constexpr long kMost = 366L * 86400;
    long number = 0;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, number);
    auto const factor =
        seconds_in(std::string_view(read.ptr, static_cast<std::size_t>(end - read.ptr)));
    if (read.ec != std::errc{} || factor == 0 || number <= 0 || number > kMost / factor)
        throw UsageError(option + " " + text + ": " +
                         _("expected a time such as 90s, 10m, 2h or 14d"));
    return std::chrono::seconds(number * factor);
}

}  // namespace rigcheck
