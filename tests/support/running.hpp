#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace rigcheck::test {

// The built rigcheck at work beside the test. Killed at the end if it still runs.
class Running {
public:
    // `environment`: "NAME=value", on top of the test's own.
    explicit Running(std::vector<std::string> const& arguments,
                     std::vector<std::string> const& environment = {});
    Running(Running const&) = delete;
    Running& operator=(Running const&) = delete;
    ~Running();

    // Waits for a whole line of its standard output; empty when it ended without one.
    std::string line();
    void send(int signal) const;
    // Waits for its end: the exit code, or minus the signal that killed it.
    int wait();

private:
    pid_t pid_ = -1;
    int out_ = -1;
};

}  // namespace rigcheck::test
