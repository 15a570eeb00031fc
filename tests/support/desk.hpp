#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "tests/support/program.hpp"
#include "tests/support/tree.hpp"
#include "wizard/session/store.hpp"

namespace rigcheck::test {

// A session file and scripts in a folder of their own.
class Desk {
public:
    std::string file() const { return tree_.root() + "/session.json"; }
    Session saved() const { return read_session(file()); }
    std::vector<guides::Given> answers(std::string const& guide) const {
        auto const session = saved();
        return answers_to(session, guide);
    }

    Outcome guide(std::vector<std::string> arguments, std::string const& answers) const {
        auto const script = tree_.root() + "/answers";
        std::ofstream(script) << answers;
        arguments.insert(arguments.begin(), "guide");
        arguments.insert(arguments.end(), {"--answers", script, "--session", file()});
        return run_rigcheck(arguments);
    }

private:
    Tree tree_ = Tree::from_text("/scratch/");
};

// Lines are broken where the page ends; a test does not care.
inline std::string on_one_line(std::string const& text) {
    std::string out;
    for (char const c : text) {
        bool const blank = c == ' ' || c == '\n';
        if (!blank || !out.ends_with(' ')) out += blank ? ' ' : c;
    }
    return out;
}

inline bool contains(std::string const& text, std::string const& part) {
    return on_one_line(text).find(on_one_line(part)) != std::string::npos;
}

}  // namespace rigcheck::test
