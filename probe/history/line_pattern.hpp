#pragma once

#include <bitset>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

// Which four characters stand together in a line: most patterns are passed over by that alone.
class LineTraces {
public:
    explicit LineTraces(std::string_view line);
    bool may_hold(std::string_view text) const;

private:
    static std::size_t trace(char const* four);
    std::bitset<4096> seen_;
};

// The small language of signatures.json (described there), for lines that anybody may have written.
// No regular expression library: RE2 would be a dependency for some hundred fixed texts, and
// std::regex recurses as deep as the line is long. A pattern is cut at its gaps into pieces, and
// each piece is taken where it first fits behind the one before; nothing is tried twice, so the
// time is at most the length of the line times that of the pattern.
class LinePattern {
public:
    using Values = std::map<std::string, std::string>;

    // Throws std::invalid_argument on a malformed pattern; patterns come from our own file.
    explicit LinePattern(std::string_view pattern);

    std::optional<Values> match(std::string_view line) const;
    // A text that stands in every line that fits.
    std::string const& longest_literal() const { return longest_; }

private:
    // A text that stands there, or a run of characters of a class that is remembered.
    struct Element {
        std::string literal, name, run;
    };
    // What stands together, behind a gap whose text may be remembered.
    struct Piece {
        std::string gap;
        std::vector<Element> elements;
    };
    struct Place {
        std::size_t begin = 0, end = 0;
    };

    void add_capture(std::string_view name, std::string_view kind);
    static std::optional<std::size_t> match_at(Piece const& piece, std::string_view line,
                                               std::size_t at, Values& values);
    static std::optional<Place> find(Piece const& piece, std::string_view line, std::size_t from,
                                     Values& values);

    std::vector<Piece> pieces_;
    bool from_start_ = false;
    std::string rest_;  // the name of what is left
    std::string longest_;
};

}  // namespace rigcheck
