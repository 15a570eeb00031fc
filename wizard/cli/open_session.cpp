#include "wizard/cli/open_session.hpp"

#include <cerrno>
#include <cstring>
#include <iostream>

#include "wizard/cli/commands.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {

std::ifstream open_script(std::string const& file) {
    std::ifstream in;
    if (file.empty()) return in;
    in.open(file);
    if (!in) throw UsageError(file + ": " + std::strerror(errno));
    return in;
}

std::string session_file(std::string const& named) {
    return named.empty() ? default_session_file() : named;
}

Session known_session(LookAt const& at, std::string const& named) {
    if (named.empty() && !at.this_machine()) return {};
    try {
        return read_session(session_file(named));
    } catch (SessionError const& error) {
        if (!named.empty()) throw UsageError(error.what());
        std::cerr << "rigcheck: " << error.what() << '\n';
        return {};
    }
}

void say_set_aside(SessionStore const& store) {
    if (store.set_aside().empty()) return;
    std::cerr << fill_in(_("rigcheck: {}; it is kept as {}"), store.damage(), store.set_aside())
              << '\n';
}

Conversation::Conversation(std::string const& session, std::string const& answers)
    : store_(session_file(session)),
      script_(open_script(answers)),
      dialogue_(answers.empty() ? std::cin : script_, std::cout, answers) {
    say_set_aside(store_);
}

}  // namespace rigcheck
