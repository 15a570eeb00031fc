#include "probe/history/apart.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill is POSIX
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <exception>
#include <thread>

namespace rigcheck {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void work(int out, std::function<std::string()> const& make) {
    // Its death is expected: no core file, no output, and none of our handlers.
    rlimit const none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int const signal : {SIGBUS, SIGSEGV, SIGABRT, SIGPIPE}) ::signal(signal, SIG_DFL);
    try {
        auto const text = make();
        for (std::size_t at = 0; at < text.size();) {
            auto const wrote = ::write(out, text.data() + at, text.size() - at);
            if (wrote < 0 && errno == EINTR) continue;
            if (wrote <= 0) ::_exit(1);
            at += static_cast<std::size_t>(wrote);
        }
    } catch (std::exception const&) {
        ::_exit(1);
    }
    ::_exit(0);
}

// Reads to the end, or to the limit of time or size.
Reading drain(int in, Clock::time_point deadline, std::size_t most) {
    std::string text;
    std::array<char, 65536> piece{};
    for (;;) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        pollfd wait{in, POLLIN, 0};
        auto const ready = left.count() > 0 ? ::poll(&wait, 1, static_cast<int>(left.count())) : 0;
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return {std::nullopt, Missing::timed_out};
        auto const got = ::read(in, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return {std::nullopt, Missing::malformed};
        if (got == 0) return {std::move(text), Missing::absent};
        text.append(piece.data(), static_cast<std::size_t>(got));
        if (text.size() > most) return {std::nullopt, Missing::too_large};
    }
}

// A process that waits for a dead drive cannot be killed before the drive answers; it is left
// behind then.
bool ended_well(pid_t child) {
    using namespace std::chrono_literals;
    int status = 0;
    for (int tries = 0; tries < 50; ++tries) {
        if (::waitpid(child, &status, WNOHANG) == child)
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        std::this_thread::sleep_for(2ms);
    }
    return false;
}

}  // namespace

Reading read_apart(std::function<std::string()> const& make, std::chrono::milliseconds limit,
                   std::size_t most) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {std::nullopt, Missing::malformed};
    auto const child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        work(ends[1], make);
    }
    ::close(ends[1]);
    if (child < 0) {
        ::close(ends[0]);
        return {std::nullopt, Missing::malformed};
    }
    auto reading = drain(ends[0], Clock::now() + limit, most);
    ::close(ends[0]);
    if (!reading.text) ::kill(child, SIGKILL);
    bool const well = ended_well(child);
    if (reading.text && !well) return {std::nullopt, Missing::malformed};
    return reading;
}

}  // namespace rigcheck
