#include "wizard/gui/administrator.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <stdexcept>

#include "wizard/cli/input.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20U;
// pkexec(1): 127 when not allowed or when the dialogue could not be shown, 126 when dismissed.
constexpr int kDismissed = 126, kNotAllowed = 127;

std::string other_way() {
    return _("In a terminal: sudo rigcheck probe -o machine.json. Then open that file here.");
}

// A file descriptor that closes itself.
class Fd {
public:
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd const&) = delete;
    Fd& operator=(Fd const&) = delete;
    ~Fd() { close(); }
    int get() const { return fd_; }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

private:
    int fd_;
};

pid_t start_pkexec(std::string const& program, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    std::string pkexec = "pkexec";
    std::string path = program;
    std::string command = "probe";
    std::array<char*, 4> arguments{pkexec.data(), path.data(), command.data(), nullptr};
    pid_t child = -1;
    int const error =
        ::posix_spawnp(&child, "pkexec", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        throw std::runtime_error(_("polkit (pkexec) is not installed here.") + ' ' + other_way());
    return child;
}

std::string read_all(int fd) {
    std::string text;
    std::array<char, 65536> block{};
    while (text.size() < kMostBytes) {
        auto const got = ::read(fd, block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        text.append(block.data(), static_cast<std::size_t>(got));
    }
    return text;
}

int exit_code_of(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Snapshot read_as_administrator(std::string const& rigcheck_program) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    Fd const from(ends[0]);
    Fd into(ends[1]);
    auto const child = start_pkexec(rigcheck_program, into.get());
    into.close();
    auto const text = read_all(from.get());
    int const code = exit_code_of(child);
    if (code == kDismissed || code == kNotAllowed)
        throw std::runtime_error(_("It was not allowed, so nothing more was read.") + ' ' +
                                 other_way());
    if (code != 0)
        throw std::runtime_error(
            fill_in(_("pkexec {} probe ended with {}."), rigcheck_program, code) + ' ' +
            other_way());
    return parse_snapshot(text, "pkexec rigcheck probe");
}

std::string rigcheck_beside_this_program() {
    std::error_code error;
    auto const self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? "/usr/bin/rigcheck" : (self.parent_path() / "rigcheck").string();
}

}  // namespace rigcheck::gui
