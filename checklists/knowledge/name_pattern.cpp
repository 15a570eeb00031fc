#include "checklists/knowledge/name_pattern.hpp"

#include <algorithm>
#include <stdexcept>

namespace rigcheck {
namespace {

constexpr std::size_t kMany = 64;  // firmware strings are capped at this length

unsigned char lower(char c) {
    auto const u = static_cast<unsigned char>(c);
    return u >= 'A' && u <= 'Z' ? static_cast<unsigned char>(u + 32) : u;
}

bool is_word(char c) {
    auto const l = lower(c);
    return (l >= 'a' && l <= 'z') || (l >= '0' && l <= '9') || l == '_';
}

std::bitset<128> set_of(std::string_view text) {
    std::bitset<128> set;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const first = lower(text[at]);
        bool const range = at + 2 < text.size() && text[at + 1] == '-';
        auto const last = range ? lower(text[at += 2]) : first;
        for (unsigned c = first; c <= last; ++c) set.set(c);
    }
    return set;
}

// "a(b|c)d" becomes "abd" and "acd"; patterns have few alternatives, and flat ones match simply.
void expand(std::string const& pattern, std::vector<std::string>& flat) {
    auto const close = pattern.find(')');
    if (close == std::string::npos) {
        flat.push_back(pattern);
        return;
    }
    auto const open = pattern.rfind('(', close);
    if (open == std::string::npos) throw std::invalid_argument("name pattern: " + pattern);
    for (auto from = open + 1; from <= close;) {
        auto const bar = std::min(pattern.find('|', from), close);
        expand(
            pattern.substr(0, open) + pattern.substr(from, bar - from) + pattern.substr(close + 1),
            flat);
        from = bar + 1;
    }
}

}  // namespace

NamePattern::NamePattern(std::string_view pattern) {
    std::vector<std::string> flat;
    expand(std::string(pattern), flat);
    for (auto const& one : flat) alternatives_.push_back(parse(one));
}

NamePattern::Elements NamePattern::parse(std::string_view flat) {
    Elements elements;
    for (std::size_t at = 0; at < flat.size(); ++at) {
        Element element;
        if (flat[at] == '*') {
            element.characters.set();
            element.at_least = 0;
            element.at_most = kMany;
        } else if (flat[at] == '#') {
            element.characters = set_of("0-9");
        } else if (flat[at] == '~') {
            element.characters = set_of("_ -");
            element.at_least = 0;
        } else if (flat[at] == '!') {
            element.boundary = true;
        } else if (flat[at] == '{') {
            auto const colon = flat.find(':', at);
            auto const close = flat.find('}', at);
            if (colon > close || close == std::string_view::npos) {
                throw std::invalid_argument("name pattern: " + std::string(flat));
            }
            element.name = std::string(flat.substr(at + 1, colon - at - 1));
            auto set = flat.substr(colon + 1, close - colon - 1);
            if (set == "*") {
                element.characters.set();
                element.at_least = 0;
                element.at_most = kMany;
            } else {
                if (set.ends_with('+')) {
                    element.at_most = kMany;
                    set.remove_suffix(1);
                }
                element.characters = set_of(set);
            }
            at = close;
        } else {
            element.characters.set(lower(flat[at]) & 127U);
        }
        elements.push_back(std::move(element));
    }
    return elements;
}

bool NamePattern::match_from(Elements const& elements, std::size_t element, std::string_view text,
                             std::size_t at, Captures& captures) {
    if (element == elements.size()) return at == text.size();
    auto const& e = elements[element];
    if (e.boundary) {
        bool const before = at > 0 && is_word(text[at - 1]);
        bool const after = at < text.size() && is_word(text[at]);
        return before != after && match_from(elements, element + 1, text, at, captures);
    }
    // Bytes past ASCII count as one character that only "*" accepts.
    auto const accepts = [&](char c) {
        auto const l = lower(c);
        return l < 128 ? e.characters.test(l) : e.characters.all();
    };
    std::size_t count = 0;
    while (count < e.at_most && at + count < text.size() && accepts(text[at + count])) ++count;
    if (count < e.at_least) return false;
    for (;; --count) {
        if (match_from(elements, element + 1, text, at + count, captures)) {
            if (!e.name.empty()) captures[e.name] = std::string(text.substr(at, count));
            return true;
        }
        if (count == e.at_least) return false;
    }
}

std::optional<NamePattern::Captures> NamePattern::match(std::string_view text) const {
    for (auto const& elements : alternatives_) {
        Captures captures;
        if (match_from(elements, 0, text, 0, captures)) return captures;
    }
    return std::nullopt;
}

NamePattern pattern_inside(std::string_view pattern) {
    return NamePattern("*" + std::string(pattern) + "*");
}

}  // namespace rigcheck
