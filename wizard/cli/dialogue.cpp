#include "wizard/cli/dialogue.hpp"

#include <iostream>

#include "wizard/cli/commands.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kLongestLine = 4096;

std::string trimmed(std::string const& text) {
    constexpr char const* kBlank = " \t\r\n";
    auto const first = text.find_first_not_of(kBlank);
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

}  // namespace

Dialogue::Dialogue(std::istream& in, std::ostream& out, std::string script)
    : in_(in), out_(out), script_(std::move(script)) {}

void Dialogue::say(std::string const& text) {
    out_ << text << std::flush;
}

std::optional<std::string> Dialogue::next_line() {
    std::string line;
    ++line_;
    for (char c = 0; in_.get(c);) {
        if (c == '\n') return line;
        if (line.size() < kLongestLine) line += c;
    }
    if (line.empty()) return std::nullopt;
    return line;
}

std::optional<std::string> Dialogue::ask(std::string const& prompt) {
    say(prompt);
    while (auto line = next_line()) {
        auto answer = trimmed(*line);
        if (script_.empty()) return answer;
        if (answer.empty() || answer.front() == '#') continue;
        say(printable(answer) + '\n');
        return answer;
    }
    say("\n");
    return std::nullopt;
}

void Dialogue::refuse(std::string const& answer, std::string const& expected) {
    if (!script_.empty()) {
        throw UsageError(fill_in(_("{}: line {}: \"{}\": expected {}"), script_, line_,
                                 printable(answer), expected));
    }
    say(paragraph("  ", fill_in(_("Not understood. Expected {}."), expected)));
}

}  // namespace rigcheck
