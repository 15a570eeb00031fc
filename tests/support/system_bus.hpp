#pragma once

#include <string>
#include <thread>

namespace rigcheck::test {

// A system bus on which systemd is in the state that the test says ("running", "stopping"). Answers
// one client, and ends with it.
class SystemBus {
public:
    explicit SystemBus(std::string const& state);
    SystemBus(SystemBus const&) = delete;
    SystemBus& operator=(SystemBus const&) = delete;
    ~SystemBus();

    std::string address() const { return "unix:path=" + path_; }

private:
    std::string directory_, path_;
    int listening_ = -1;
    std::thread thread_;
};

}  // namespace rigcheck::test
