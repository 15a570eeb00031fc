#include "probe/history/line_pattern.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace rigcheck {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

bool any(std::string_view /*run*/) {
    return true;
}
bool is_not_zero(std::string_view run) {
    return run.find_first_not_of('0') != std::string_view::npos;
}
bool is_port(std::string_view run) {
    return run.size() > 3 && run.starts_with("ata") && is_digit(run[3]);
}
bool is_address(std::string_view run) {
    return run.find(':') != std::string_view::npos;
}

// Bit 61 of the sixteen digits says that the error was not corrected.
bool is_status(std::string_view run) {
    return run.size() >= 13 && run.size() <= 16;
}
bool is_uncorrected(std::string_view run) {
    constexpr std::string_view kBit61 = "2367abefABEF";
    return is_status(run) && run.size() == 16 && kBit61.find(run[0]) != std::string_view::npos;
}
bool is_corrected(std::string_view run) {
    return is_status(run) && !is_uncorrected(run);
}

struct Class {
    std::string_view name;
    bool (*has)(char);
    bool (*fits)(std::string_view run);
};
constexpr std::array kClasses{Class{"digits", is_digit, any},
                              Class{"count", is_digit, is_not_zero},
                              Class{"hex", is_hex, any},
                              Class{"word", is_word, any},
                              Class{"pci", is_hex, is_address},
                              Class{"uncorrected", is_hex, is_uncorrected},
                              Class{"corrected", is_hex, is_corrected},
                              Class{"ata", is_word, is_port}};

Class const* find_class(std::string_view name) {
    auto const at = std::find_if(kClasses.begin(), kClasses.end(),
                                 [&](Class const& one) { return one.name == name; });
    return at == kClasses.end() ? nullptr : at;
}

// How long the run of this class is; 0 for none.
std::size_t run_length(std::string_view name, std::string_view text) {
    auto const& kind = *find_class(name);
    bool const address = name == "pci";
    std::size_t length = 0;
    while (length < text.size()) {
        char const c = text[length];
        // "0000:01:00.0: " ends before the colon that no digit follows.
        bool const joins = address && (c == ':' || c == '.') && length > 0 &&
                           length + 1 < text.size() && is_hex(text[length + 1]);
        if (!kind.has(c) && !joins) break;
        ++length;
    }
    return length > 0 && kind.fits(text.substr(0, length)) ? length : 0;
}

}  // namespace

LineTraces::LineTraces(std::string_view line) {
    for (std::size_t at = 0; at + 4 <= line.size(); ++at) seen_.set(trace(line.data() + at));
}

bool LineTraces::may_hold(std::string_view text) const {
    for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
        if (!seen_.test(trace(text.data() + at))) return false;
    }
    return true;
}

std::size_t LineTraces::trace(char const* four) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, four, sizeof bits);
    return bits * 2654435761U >> 20U;  // Fibonacci hashing, to twelve bits
}

LinePattern::LinePattern(std::string_view pattern) {
    from_start_ = pattern.starts_with('^');
    if (from_start_) pattern.remove_prefix(1);
    pieces_.push_back({});
    while (!pattern.empty()) {
        auto const special = std::min(pattern.find_first_of("*{"), pattern.size());
        if (special > 0) {
            pieces_.back().elements.push_back({std::string(pattern.substr(0, special)), {}, {}});
            pattern.remove_prefix(special);
        } else if (pattern.front() == '*') {
            pieces_.push_back({});
            pattern.remove_prefix(1);
        } else {
            auto const close = pattern.find('}');
            auto const colon = pattern.find(':');
            if (close == std::string_view::npos || colon > close)
                throw std::invalid_argument("line pattern: " + std::string(pattern));
            add_capture(pattern.substr(1, colon - 1), pattern.substr(colon + 1, close - colon - 1));
            pattern.remove_prefix(close + 1);
            if (!rest_.empty() && !pattern.empty())
                throw std::invalid_argument("line pattern: nothing can follow the rest");
        }
    }
    for (auto const& piece : pieces_) {
        if (piece.elements.empty()) throw std::invalid_argument("line pattern: an empty piece");
        for (auto const& element : piece.elements) {
            if (element.literal.size() > longest_.size()) longest_ = element.literal;
        }
    }
}

void LinePattern::add_capture(std::string_view name, std::string_view kind) {
    if (kind == "rest") {
        rest_ = name;
    } else if (kind == "text") {
        pieces_.push_back({std::string(name), {}});
    } else if (find_class(kind) != nullptr) {
        pieces_.back().elements.push_back({{}, std::string(name), std::string(kind)});
    } else {
        throw std::invalid_argument("line pattern: no such class: " + std::string(kind));
    }
}

std::optional<std::size_t> LinePattern::match_at(Piece const& piece, std::string_view line,
                                                 std::size_t at, Values& values) {
    for (auto const& element : piece.elements) {
        auto const rest = line.substr(at);
        if (element.run.empty()) {
            if (!rest.starts_with(element.literal)) return std::nullopt;
            at += element.literal.size();
            continue;
        }
        auto const length = run_length(element.run, rest);
        if (length == 0) return std::nullopt;
        values[element.name] = std::string(rest.substr(0, length));
        at += length;
    }
    return at;
}

std::optional<LinePattern::Place> LinePattern::find(Piece const& piece, std::string_view line,
                                                    std::size_t from, Values& values) {
    auto const& first = piece.elements.front();
    for (auto at = from; at < line.size(); ++at) {
        if (first.run.empty()) {
            at = line.find(first.literal, at);
            if (at == std::string_view::npos) return std::nullopt;
        } else if (at > from && find_class(first.run)->has(line[at - 1])) {
            continue;  // in the middle of a run: it began earlier
        }
        if (auto const end = match_at(piece, line, at, values)) return Place{at, *end};
    }
    return std::nullopt;
}

std::optional<LinePattern::Values> LinePattern::match(std::string_view line) const {
    Values values;
    std::size_t at = 0;
    for (auto const& piece : pieces_) {
        bool const tied = from_start_ && &piece == &pieces_.front();
        std::optional<Place> place;
        if (tied) {
            if (auto const end = match_at(piece, line, 0, values)) place = Place{0, *end};
        } else {
            place = find(piece, line, at, values);
        }
        if (!place) return std::nullopt;
        if (!piece.gap.empty()) values[piece.gap] = std::string(line.substr(at, place->begin - at));
        at = place->end;
    }
    if (!rest_.empty()) values[rest_] = std::string(line.substr(at));
    return values;
}

}  // namespace rigcheck
