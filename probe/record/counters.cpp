#include "probe/record/counters.hpp"

#include <algorithm>
#include <charconv>

namespace rigcheck::record {
namespace {

void skip_spaces(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
}

// Takes a number off the front; empty, and nothing taken, where there is none.
std::optional<std::uint64_t> take_number(std::string_view& text) {
    skip_spaces(text);
    std::uint64_t number = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return number;
}

}  // namespace

std::optional<std::uint64_t> aer_total(std::string_view text) {
    auto const line = text.find("TOTAL_ERR_");
    auto const space = text.find(' ', line == std::string_view::npos ? text.size() : line);
    if (space == std::string_view::npos) return std::nullopt;
    text.remove_prefix(space);
    return take_number(text);
}

std::optional<std::uint64_t> interrupt_count(std::string_view text, std::string_view name) {
    while (!text.empty()) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        skip_spaces(line);
        if (!line.starts_with(name) || !line.substr(name.size()).starts_with(':')) continue;
        line.remove_prefix(name.size() + 1);
        std::uint64_t sum = 0;
        while (auto const count = take_number(line)) sum += *count;
        return sum;
    }
    return std::nullopt;
}

}  // namespace rigcheck::record
