#include "tests/support/system_bus.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-id128.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace rigcheck::test {
namespace {

int answer(sd_bus_message* message, void* data, sd_bus_error* /*error*/) {
    if (sd_bus_message_is_method_call(message, "org.freedesktop.DBus", "Hello") > 0)
        return sd_bus_reply_method_return(message, "s", ":1.1");
    if (sd_bus_message_is_method_call(message, "org.freedesktop.DBus.Properties", "Get") <= 0)
        return 0;
    char const* interface = nullptr;
    char const* property = nullptr;
    if (sd_bus_message_read(message, "ss", &interface, &property) < 0) return 0;
    bool const asked = std::string_view(interface) == "org.freedesktop.systemd1.Manager" &&
                       std::string_view(property) == "SystemState";
    return asked ? sd_bus_reply_method_return(message, "v", "s", static_cast<char const*>(data))
                 : 0;
}

void serve(int client, std::string state) {
    sd_bus* bus = nullptr;
    sd_id128_t id{};
    sd_id128_randomize(&id);
    sd_bus_new(&bus);
    sd_bus_set_fd(bus, client, client);
    sd_bus_set_server(bus, 1, id);
    sd_bus_set_anonymous(bus, 1);
    sd_bus_start(bus);
    sd_bus_add_filter(bus, nullptr, answer, state.data());
    for (int done = 0; done >= 0;) {
        done = sd_bus_process(bus, nullptr);
        if (done == 0) done = sd_bus_wait(bus, UINT64_MAX);
    }
    sd_bus_unref(bus);
}

}  // namespace

SystemBus::SystemBus(std::string const& state) {
    auto pattern = (std::filesystem::temp_directory_path() / "rigcheck-bus-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
    directory_ = pattern;
    path_ = directory_ + "/bus";
    listening_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
    if (::bind(listening_, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0 ||
        ::listen(listening_, 1) != 0)
        throw std::runtime_error(path_);
    thread_ = std::thread([listening = listening_, state] {
        int const client = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0) serve(client, state);
    });
}

SystemBus::~SystemBus() {
    ::shutdown(listening_, SHUT_RDWR);  // if nobody came
    thread_.join();
    ::close(listening_);
    std::filesystem::remove_all(directory_);
}

}  // namespace rigcheck::test
