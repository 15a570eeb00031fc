#pragma once

#include <string>
#include <utility>

namespace rigcheck {

// A sentence, and how to act on it in a terminal. A window has fields for that.
struct Hint {
    Hint(std::string sentence, std::string flag = {})  // NOLINT(*-explicit-*): most have no flag
        : words(std::move(sentence)), by_flag(std::move(flag)) {}

    std::string in_terminal() const { return by_flag.empty() ? words : words + ' ' + by_flag; }

    std::string words;    // "What did the machine cost?"
    std::string by_flag;  // "Say it with --purchase."; may be empty
};

}  // namespace rigcheck
