#include "wizard/cli/open_session.hpp"

#include <cerrno>
#include <cstring>
#include <iostream>

#include "wizard/cli/commands.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

std::ifstream open_script(std::string const& file) {
    std::ifstream in;
    if (file.empty()) return in;
    in.open(file);
    if (!in) throw UsageError(file + ": " + std::strerror(errno));
    return in;
}

}  // namespace

std::string session_file(std::string const& named) {
    return named.empty() ? default_session_file() : named;
}

Conversation::Conversation(std::string const& session, std::string const& answers)
    : store_(session_file(session)),
      script_(open_script(answers)),
      dialogue_(answers.empty() ? std::cin : script_, std::cout, answers) {
    if (store_.set_aside().empty()) return;
    std::cerr << fill_in(_("rigcheck: {}; it is kept as {}"), store_.damage(), store_.set_aside())
              << '\n';
}

}  // namespace rigcheck
