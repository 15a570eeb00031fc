#pragma once

#include <string>
#include <vector>

namespace rigcheck::test {

struct Outcome {
    int exit_code = -1;
    std::string out, err;
};

// Runs a command of the shell.
Outcome run_command(std::string const& command, std::string const& input = {});

// Runs the built rigcheck, in the C locale unless `language` says otherwise.
Outcome run_rigcheck(std::vector<std::string> const& arguments, std::string const& input = {});

}  // namespace rigcheck::test
