#pragma once

#include <bitset>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

// The small language in which knowledge files describe names, upper and lower case alike:
//
//   abc          these characters              #            one digit
//   ~            at most one of "-", "_", " "  *            anything, also nothing
//   !            a word begins or ends here    (a|b|)       one of these; an empty one is allowed
//   {name:A-H}   one character out of a set, remembered under `name` (the name may be empty)
//   {name:0-9+}  one or more out of a set      {name:*}     anything, remembered
//
// No regular expression library: some hundred patterns are tried on each run, and std::regex would
// take longer than reading the machine.
class NamePattern {
public:
    using Captures = std::map<std::string, std::string>;

    // Throws std::invalid_argument on a malformed pattern; patterns come from our own files.
    explicit NamePattern(std::string_view pattern);

    std::optional<Captures> match(std::string_view text) const;  // the whole text

private:
    struct Element {
        std::bitset<128> characters;
        std::size_t at_least = 1, at_most = 1;
        bool boundary = false;
        std::string name;
    };
    using Elements = std::vector<Element>;

    static Elements parse(std::string_view flat);
    static bool match_from(Elements const& elements, std::size_t element, std::string_view text,
                           std::size_t at, Captures& captures);

    std::vector<Elements> alternatives_;
};

// A pattern for a part of a text: any text before and after it.
NamePattern pattern_inside(std::string_view pattern);

}  // namespace rigcheck
