#pragma once

#include <iosfwd>
#include <optional>
#include <string>

namespace rigcheck {

// Plain lines back and forth: works over SSH, on a serial console and with a screen reader.
class Dialogue {
public:
    // `script`: the file that the answers come from, for messages; empty for a person.
    // In a script, empty lines and lines that begin with # are passed over.
    Dialogue(std::istream& in, std::ostream& out, std::string script);

    void say(std::string const& text);
    // The answer without blanks around it; empty optional when the input ended.
    std::optional<std::string> ask(std::string const& prompt);
    // The last answer fits nothing. A person is told what would; a script ends: UsageError.
    void refuse(std::string const& answer, std::string const& expected);

private:
    std::optional<std::string> next_line();

    std::istream& in_;
    std::ostream& out_;
    std::string script_;
    int line_ = 0;
};

}  // namespace rigcheck
