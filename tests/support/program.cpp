#include "tests/support/program.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/tree.hpp"

namespace rigcheck::test {
namespace {

std::string quoted(std::string const& text) {
    std::string out = "'";
    for (char const c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

}  // namespace

Outcome run_command(std::string const& command, std::string const& input) {
    auto const scratch = Tree::from_text("/scratch/");
    auto const in = scratch.root() + "/in";
    auto const out = scratch.root() + "/out";
    auto const err = scratch.root() + "/err";
    std::ofstream(in, std::ios::binary) << input;
    auto const whole = command + " <" + quoted(in) + " >" + quoted(out) + " 2>" + quoted(err);
    int const status = std::system(whole.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(out), read_file(err)};
}

Outcome run_rigcheck(std::vector<std::string> const& arguments, std::string const& input) {
    // Nobody's own session: tests name the file that they use.
    std::string command =
        "LC_ALL=C.UTF-8 LANGUAGE= XDG_STATE_HOME=/dev/null " + quoted(RIGCHECK_PROGRAM);
    for (auto const& argument : arguments) command += ' ' + quoted(argument);
    return run_command(command, input);
}

}  // namespace rigcheck::test
