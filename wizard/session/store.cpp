#include "wizard/session/store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "probe/facts/json.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/session/atomic_file.hpp"

namespace rigcheck {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestSession = std::size_t{64} * 1024 * 1024;
constexpr unsigned kOwnerOnly = 0600;

// Written by a rigcheck that knows more: neither damaged nor ours to change.
class NewerSession : public SessionError {
    using SessionError::SessionError;
};

std::string environment(char const* name) {
    char const* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
    return value == nullptr ? std::string() : std::string(value);
}

std::string read_bounded(std::string const& file) {
    if (!fs::is_regular_file(file)) throw SessionError(file + ": not a file");
    std::ifstream in(file, std::ios::binary);
    if (!in) throw SessionError(file + ": " + std::strerror(errno));
    std::string text(kLargestSession + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (in.bad()) throw SessionError(file + ": cannot be read");
    return text;
}

bool is_newer(Json const& json) {
    constexpr std::string_view kFamily = "rigcheck.session/";
    if (!json.is_object() || !json.contains("schema") || !json["schema"].is_string()) return false;
    auto const schema = json["schema"].get<std::string>();
    return schema.starts_with(kFamily) && schema != kSessionSchema;
}

std::string with_its_folder(std::string file) {
    auto const folder = fs::path(file).parent_path();
    std::error_code failed;
    if (!folder.empty()) fs::create_directories(folder, failed);
    if (failed) throw SessionError(folder.string() + ": " + failed.message());
    return file;
}

// Whether it is there; that nobody may tell is no "no".
bool is_there(std::string const& file) {
    std::error_code failed;
    bool const there = fs::exists(file, failed);
    if (failed) throw SessionError(file + ": " + failed.message());
    return there;
}

// What begins as our sessions begin, or is empty, was one.
bool was_ours(std::string const& text) {
    constexpr std::size_t kBeginning = 200;
    return text.empty() ||
           text.substr(0, kBeginning).find("rigcheck.session/") != std::string::npos;
}

// The first free name: session.json.damaged, session.json.damaged-2, …
std::string name_for_damaged(std::string const& file) {
    auto name = file + ".damaged";
    for (int i = 2; is_there(name); ++i) name = file + ".damaged-" + std::to_string(i);
    return name;
}

}  // namespace

std::string default_session_file() {
    auto const state = environment("XDG_STATE_HOME");
    if (!state.empty()) return state + "/rigcheck/session.json";
    auto const home = environment("HOME");
    if (home.empty()) throw SessionError("session: neither XDG_STATE_HOME nor HOME is set");
    return home + "/.local/state/rigcheck/session.json";
}

Session parse_session(std::string const& text, std::string const& name) {
    if (text.size() > kLargestSession) throw SessionError(name + ": larger than 64 MiB");
    Json json;
    try {
        json = Json::parse(text);
    } catch (Json::exception const& error) {
        throw SessionError(name + ": not JSON: " + problem_text(error));
    }
    if (is_newer(json)) throw NewerSession(name + ": written by a newer rigcheck");
    Session session;
    session.schema.clear();
    try {
        read_json(json, session);
    } catch (JsonShapeError const& error) {
        throw SessionError(name + ": " + printable(error.what()));
    }
    auto const wrong = complaint(session);
    if (!wrong.empty()) throw SessionError(name + ": " + printable(wrong));
    return session;
}

Session read_session(std::string const& file) {
    if (!is_there(file)) return {};
    return parse_session(read_bounded(file), file);
}

FileLock::FileLock(std::string const& file) {
    auto const name = file + ".lock";
    fd_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
    if (fd_ < 0) throw SessionError(name + ": " + std::strerror(errno));
    while (::flock(fd_, LOCK_EX) != 0) {
        if (errno == EINTR) continue;
        auto const reason = std::string(std::strerror(errno));
        ::close(fd_);
        throw SessionError(std::string(name).append(": ").append(reason));
    }
}

FileLock::~FileLock() {
    ::close(fd_);
}

SessionStore::SessionStore(std::string file) : file_(with_its_folder(std::move(file))) {
    if (!is_there(file_)) return;
    auto const text = read_bounded(file_);
    FileLock const lock(file_);
    try {
        session_ = parse_session(text, file_);
    } catch (NewerSession const&) {
        throw;
    } catch (SessionError const& error) {
        if (!was_ours(text)) throw SessionError(file_ + ": not a session of rigcheck");
        damage_ = error.what();
        set_aside_ = name_for_damaged(file_);
        fs::rename(file_, set_aside_);
    }
}

void SessionStore::act(Action const& action) {
    FileLock const lock(file_);
    auto changed = rigcheck::act(read_session(file_), action);
    try {
        write_atomically(file_,
                         to_json(changed).dump(1, ' ', false, Json::error_handler_t::replace),
                         kOwnerOnly);
    } catch (std::system_error const& error) {
        throw SessionError(error.what());
    }
    session_ = std::move(changed);
}

}  // namespace rigcheck
