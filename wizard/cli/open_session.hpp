#pragma once

#include <fstream>
#include <memory>
#include <string>

#include "wizard/cli/dialogue.hpp"
#include "wizard/cli/look.hpp"
#include "wizard/session/store.hpp"

namespace rigcheck {

// The session file that a command works with: the one named, else the person's own.
// Throws SessionError when there is no place for one.
std::string session_file(std::string const& named);

// What the person said before about the machine that is looked at: the session named, or the own
// one where that is this machine; else nothing. Their own that cannot be read costs what stands in
// it, and is said on stderr. Throws UsageError for a named one.
Session known_session(LookAt const& at, std::string const& named);

// Says on stderr that a damaged session was kept aside.
void say_set_aside(SessionStore const& store);

// A file of answers, or a closed stream for an empty name. Throws UsageError.
std::ifstream open_script(std::string const& file);

// What a command that asks has open: the session, and where the answers come from.
class Conversation {
public:
    // `answers`: a script, or empty for the keyboard. A damaged session is named on stderr.
    // Throws UsageError or SessionError.
    Conversation(std::string const& session, std::string const& answers);

    SessionStore& store() { return store_; }
    Dialogue& dialogue() { return dialogue_; }

private:
    SessionStore store_;
    std::ifstream script_;
    Dialogue dialogue_;
};

}  // namespace rigcheck
