#include "tests/support/running.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace rigcheck::test {

Running::Running(std::vector<std::string> const& arguments,
                 std::vector<std::string> const& environment) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) throw std::runtime_error("pipe");
    std::vector<std::string> texts{RIGCHECK_PROGRAM};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables{"LC_ALL=C.UTF-8", "XDG_STATE_HOME=/dev/null"};
    variables.insert(variables.end(), environment.begin(), environment.end());
    auto const pointers = [](std::vector<std::string>& from) {
        std::vector<char*> found;
        for (auto& text : from) found.push_back(text.data());
        found.push_back(nullptr);
        return found;
    };
    auto argv = pointers(texts);
    auto envp = pointers(variables);
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        ::close(pipe[0]);
        ::close(pipe[1]);
        ::execve(argv[0], argv.data(), envp.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    out_ = pipe[0];
}

Running::~Running() {
    if (pid_ > 0) {
        send(SIGKILL);
        wait();
    }
    ::close(out_);
}

std::string Running::line() {
    std::string text;
    for (char c = 0; ::read(out_, &c, 1) == 1;) {
        if (c == '\n') return text;
        text += c;
    }
    return {};
}

void Running::send(int signal) const {
    ::kill(pid_, signal);
}

int Running::wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace rigcheck::test
