#include "checklists/causes/conditions.hpp"

#include <algorithm>

namespace rigcheck::causes {
namespace {

// Calls `take(sign, wanted)` for each sign of a condition.
template <class Take>
void for_each_sign(std::string_view condition, Take const& take) {
    while (!condition.empty()) {
        auto const bar = std::min(condition.find('|'), condition.size());
        auto part = condition.substr(0, bar);
        bool const wanted = !part.starts_with('!');
        if (!wanted) part.remove_prefix(1);
        take(std::string(part), wanted);
        condition.remove_prefix(std::min(bar + 1, condition.size()));
    }
}

}  // namespace

std::optional<bool> holds(std::string const& condition, Signs const& signs) {
    bool open = false;
    bool any = false;
    for_each_sign(condition, [&](std::string const& sign, bool wanted) {
        auto const told = signs.find(sign);
        open = open || told == signs.end();
        any = any || (told != signs.end() && told->second.yes == wanted);
    });
    if (any) return true;
    return open ? std::nullopt : std::optional(false);
}

bool holds_now(std::string const& condition, Signs const& signs) {
    return holds(condition, signs).value_or(false);
}

std::vector<std::string> signs_in(std::string const& condition) {
    std::vector<std::string> signs;
    for_each_sign(condition, [&](std::string const& sign, bool) { signs.push_back(sign); });
    return signs;
}

}  // namespace rigcheck::causes
