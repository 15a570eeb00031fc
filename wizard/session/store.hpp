#pragma once

#include <stdexcept>
#include <string>

#include "wizard/session/actions.hpp"

namespace rigcheck {

// The file, and why it cannot be used.
class SessionError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// $XDG_STATE_HOME/rigcheck/session.json, or below ~/.local/state. Throws SessionError when neither
// XDG_STATE_HOME nor HOME is set.
std::string default_session_file();

// A session from its JSON. `name` stands in the error. Throws SessionError.
Session parse_session(std::string const& text, std::string const& name);

// What a file holds; an empty session when there is none. A damaged one throws SessionError and
// stays where it is.
Session read_session(std::string const& file);

// Held while a session is read and changed; gone with the process, however it ends.
class FileLock {
public:
    explicit FileLock(std::string const& file);  // waits for another process that holds it
    FileLock(FileLock const&) = delete;
    FileLock& operator=(FileLock const&) = delete;
    ~FileLock();

private:
    int fd_;
};

// A session open for change. Several programs may have it open: each action is applied to what is
// on the disk at that moment.
class SessionStore {
public:
    // Creates the folder. A damaged session is kept beside it under another name (set_aside()).
    // One of a newer rigcheck, and a file that is no session at all, is left alone: SessionError.
    explicit SessionStore(std::string file);

    Session const& session() const { return session_; }
    std::string const& file() const { return file_; }
    // Where a damaged file went, and what was wrong with it; empty when it was whole.
    std::string const& set_aside() const { return set_aside_; }
    std::string const& damage() const { return damage_; }

    // On the disk before it returns. Throws SessionError; the session is then as before.
    void act(Action const& action);

private:
    std::string file_, set_aside_, damage_;
    Session session_;
};

}  // namespace rigcheck
