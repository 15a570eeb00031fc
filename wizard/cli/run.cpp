#include <algorithm>
#include <array>
#include <iostream>

#include "wizard/cli/commands.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

// "rigcheck", "rigcheck --root DIR": check is what people want when they name no command.
void make_check_the_default(std::vector<std::string>& arguments) {
    constexpr std::array kOwn{"--help", "-h", "--version"};
    bool const own =
        !arguments.empty() && std::find(kOwn.begin(), kOwn.end(), arguments.front()) != kOwn.end();
    if (arguments.empty() || (arguments.front().starts_with('-') && !own)) {
        arguments.insert(arguments.begin(), "check");
    }
}

// The options of every command take a millisecond to set up; the one that was named needs only its
// own.
void add_commands(CLI::App& program, std::string const& named, int& exit_code) {
    using Add = void (*)(CLI::App&, int&);
    static std::array<std::pair<char const*, Add>, 10> const commands{
        {{"check", add_check},
         {"probe", add_probe},
         {"capture", add_capture},
         {"explain", add_explain},
         {"guide", add_guide},
         {"isolate", add_isolate},
         {"payback", add_payback},
         {"postmortem", add_postmortem},
         {"power", add_power},
         {"record", add_record}}};
    auto const one = std::find_if(commands.begin(), commands.end(),
                                  [&](auto const& command) { return command.first == named; });
    if (one != commands.end()) {
        one->second(program, exit_code);
        return;
    }
    for (auto const& [name, add] : commands) add(program, exit_code);
}

std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

}  // namespace

void use_language(std::string const& language) {
    if (!choose_language(language)) {
        throw UsageError("--lang " + language + ": " + _("expected en or zh_CN"));
    }
}

int run(std::vector<std::string> arguments) {
    choose_language({});
    make_check_the_default(arguments);
    int exit_code = kExitUnable;
    CLI::App program(_("Is the computer you just built the computer you paid for?"), "rigcheck");
    program.set_version_flag("--version", "rigcheck " RIGCHECK_VERSION);
    program.require_subcommand(1);
    try {
        add_commands(program, arguments.front(), exit_code);
        std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
        program.parse(arguments);
    } catch (CLI::Success const& wanted) {  // --help, --version
        return program.exit(wanted) == 0 ? kExitFine : kExitUnable;
    } catch (CLI::ParseError const& error) {
        std::cerr << "rigcheck: " << one_line(error.what()) << '\n';
        return kExitUnable;
    } catch (std::exception const& error) {
        std::cerr << "rigcheck: " << one_line(error.what()) << '\n';
        return kExitUnable;
    }
    return exit_code;
}

}  // namespace rigcheck
