#include "probe/platform/people.hpp"

#include <algorithm>
#include <charconv>

namespace rigcheck {
namespace {

constexpr std::size_t kMostPeople = 1000;
constexpr std::size_t kLargestPasswd = std::size_t{1024} * 1024;

// What stands before the separator; it and the separator are taken off.
std::string_view take_until(std::string_view& text, char separator) {
    auto const part = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    return part;
}

bool is_person(std::string_view user_id) {
    constexpr int kFirst = 1000;
    constexpr int kLast = 59999;
    int number = 0;
    auto const* const end = user_id.data() + user_id.size();
    auto const parsed = std::from_chars(user_id.data(), end, number);
    return parsed.ec == std::errc() && parsed.ptr == end && number >= kFirst && number <= kLast;
}

}  // namespace

std::vector<std::string> parse_people(std::string_view passwd) {
    std::vector<std::string> names;
    while (!passwd.empty() && names.size() < kMostPeople) {
        auto line = take_until(passwd, '\n');
        auto const name = take_until(line, ':');
        take_until(line, ':');  // the password, long since elsewhere
        if (is_person(take_until(line, ':'))) names.emplace_back(name);
    }
    return names;
}

std::vector<std::string> people(Machine const& machine) {
    return parse_people(machine.read("/etc/passwd", kLargestPasswd).text.value_or(""));
}

}  // namespace rigcheck
