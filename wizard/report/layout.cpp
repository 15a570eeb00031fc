#include "wizard/report/layout.hpp"

#include <wchar.h>  // NOLINT(modernize-deprecated-headers): wcwidth is POSIX

#include <algorithm>
#include <cstdint>

namespace rigcheck {
namespace {

struct Character {
    std::string_view bytes;
    char32_t code = 0;  // 0 for broken UTF-8
};

// The first character of a text that is not empty (RFC 3629).
Character first_character(std::string_view text) {
    auto const lead = static_cast<std::uint8_t>(text[0]);
    if (lead < 0x80) return {text.substr(0, 1), lead};
    std::size_t const length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || length > text.size()) return {text.substr(0, 1), 0};
    char32_t code = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        auto const next = static_cast<std::uint8_t>(text[i]);
        if ((next & 0xC0U) != 0x80) return {text.substr(0, 1), 0};
        code = code << 6U | (next & 0x3FU);
    }
    return {text.substr(0, length), code};
}

int width_of(char32_t code) {
    if (code < 0x7F) return 1;
    return std::max(::wcwidth(static_cast<wchar_t>(code)), 0);
}

bool is_wide(char32_t code) {
    return code >= 0x2E80 && width_of(code) == 2;
}

// Chinese punctuation that must not begin a line.
bool clings(char32_t code) {
    constexpr std::u32string_view kClosing = U"，。、；：？！）】》」』”’";
    return kClosing.find(code) != std::u32string_view::npos;
}

// Pieces that stay together: a word with the blanks before it, or one wide character.
std::vector<std::string> pieces_of(std::string_view text) {
    std::vector<std::string> pieces;
    bool open = false;
    while (!text.empty()) {
        auto const character = first_character(text);
        text.remove_prefix(character.bytes.size());
        bool const blank = character.code == ' ' || character.code == '\n';
        bool const wide = is_wide(character.code);
        if (blank) {
            if (pieces.empty() || pieces.back() != " ") pieces.emplace_back(" ");
            open = false;
        } else if ((clings(character.code) && !pieces.empty()) || (open && !wide)) {
            pieces.back() += character.bytes;
        } else {
            pieces.emplace_back(character.bytes);
            open = !wide;
        }
    }
    return pieces;
}

// The longest start of the text that fits into the width, but at least one character.
std::size_t fitting(std::string_view text, double width, Measure const& measure) {
    std::size_t length = 0;
    while (length < text.size()) {
        auto const next = length + first_character(text.substr(length)).bytes.size();
        if (length > 0 && measure(text.substr(0, next)) > width) break;
        length = next;
    }
    return length;
}

}  // namespace

int display_width(std::string_view text) {
    int width = 0;
    while (!text.empty()) {
        auto const character = first_character(text);
        width += width_of(character.code);
        text.remove_prefix(character.bytes.size());
    }
    return width;
}

std::string printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        auto const character = first_character(text);
        bool const control =
            character.code < 0x20 || (character.code >= 0x7F && character.code < 0xA0);
        if (control) {
            out += character.code == '\n' || character.code == '\t' ? ' ' : '?';
        } else {
            out += character.bytes;
        }
        text.remove_prefix(character.bytes.size());
    }
    return out;
}

std::vector<std::string> wrap_to(std::string_view text, double width, Measure const& measure) {
    std::vector<std::string> lines(1);
    for (auto const& piece : pieces_of(printable(text))) {
        if (piece == " ") {
            if (!lines.back().empty()) lines.back() += ' ';
            continue;
        }
        if (!lines.back().empty() && measure(lines.back()) + measure(piece) > width) {
            lines.emplace_back();
        }
        std::string_view rest = piece;
        while (measure(rest) > width) {
            auto const cut = fitting(rest, width, measure);
            if (cut == rest.size()) break;  // one character, wider than the line
            lines.back() += rest.substr(0, cut);
            lines.emplace_back();
            rest.remove_prefix(cut);
        }
        lines.back() += rest;
    }
    for (auto& line : lines) {
        while (line.ends_with(' ')) line.pop_back();
    }
    return lines;
}

std::vector<std::string> wrap(std::string_view text, int columns) {
    return wrap_to(text, columns, display_width);
}

std::string paragraph(std::string_view prefix, std::string_view text, int columns) {
    auto const indent = display_width(prefix);
    std::string out;
    for (auto const& line : wrap(text, columns - indent)) {
        out +=
            out.empty() ? std::string(prefix) : std::string(static_cast<std::size_t>(indent), ' ');
        out += line + '\n';
    }
    return out;
}

std::string fit(std::string_view text, int columns) {
    auto out = printable(text);
    if (display_width(out) > columns) out.resize(fitting(out, columns, display_width));
    out.append(static_cast<std::size_t>(std::max(columns - display_width(out), 0)), ' ');
    return out;
}

}  // namespace rigcheck
