#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace rigcheck {

// Exit codes of the design: 0 nothing wrong, 1 warnings, 2 critical, 3 could not do it.
inline constexpr int kExitFine = 0, kExitWarnings = 1, kExitCritical = 2, kExitUnable = 3;

// One function a subcommand: adds it to the program. When it was chosen, its callback does the work
// and puts the exit code into `exit_code`. Bad input throws UsageError.
void add_check(CLI::App& program, int& exit_code);
void add_probe(CLI::App& program, int& exit_code);
void add_capture(CLI::App& program, int& exit_code);
void add_explain(CLI::App& program, int& exit_code);
void add_guide(CLI::App& program, int& exit_code);
void add_isolate(CLI::App& program, int& exit_code);
void add_payback(CLI::App& program, int& exit_code);
void add_postmortem(CLI::App& program, int& exit_code);
void add_power(CLI::App& program, int& exit_code);
void add_record(CLI::App& program, int& exit_code);

// One line for stderr: the file or option, the field, what is wrong.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// --lang. Throws UsageError for a language that there is none of.
void use_language(std::string const& language);

// The whole program behind main(), for tests too.
int run(std::vector<std::string> arguments);

}  // namespace rigcheck
