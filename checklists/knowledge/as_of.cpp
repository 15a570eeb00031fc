#include "checklists/knowledge/as_of.hpp"

#include <charconv>
#include <chrono>

namespace rigcheck {
namespace {

// The number of `digits` digits at the start of the text, which loses them.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    int number = 0;
    if (text.size() < digits) return std::nullopt;
    auto const* const end = text.data() + digits;
    if (std::from_chars(text.data(), end, number).ptr != end || number < 0) return std::nullopt;
    text.remove_prefix(digits);
    return number;
}

// "-11", and "-H2" and "-Q3" for the first month of a half year or quarter.
unsigned first_month(std::string_view& text) {
    if (!text.starts_with('-')) return 1;
    auto rest = text.substr(1);
    int months = 1;
    if (rest.starts_with('H') || rest.starts_with('Q')) {
        months = rest.front() == 'H' ? 6 : 3;
        rest.remove_prefix(1);
    }
    auto const part = take_number(rest, months == 1 ? 2 : 1);
    if (!part || *part < 1 || (*part - 1) * months >= 12) return 1;
    text = months == 1 ? rest : std::string_view();
    return static_cast<unsigned>((*part - 1) * months + 1);
}

std::optional<std::chrono::sys_days> first_day(std::string_view text) {
    auto const year = take_number(text, 4);
    if (!year) return std::nullopt;
    auto const month = first_month(text);
    unsigned day = 1;
    if (text.starts_with('-')) {
        text.remove_prefix(1);
        day = static_cast<unsigned>(take_number(text, 2).value_or(1));
    }
    auto const date = std::chrono::year(*year) / static_cast<int>(month) / static_cast<int>(day);
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
}

}  // namespace

std::optional<int> age_days(std::string_view as_of, std::string_view today) {
    auto const then = first_day(as_of);
    auto const now = first_day(today);
    if (!then || !now) return std::nullopt;
    return static_cast<int>((*now - *then).count());
}

}  // namespace rigcheck
