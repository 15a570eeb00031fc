#include "probe/record/service_manager.hpp"

#include <systemd/sd-bus.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>

namespace rigcheck::record {
namespace {

constexpr std::uint64_t kPatience = 500'000;  // microseconds

// org.freedesktop.systemd1(5), SystemState. Empty without an answer.
std::optional<std::string> system_state() {
    sd_bus* opened = nullptr;
    if (sd_bus_open_system(&opened) < 0) return std::nullopt;
    std::unique_ptr<sd_bus, decltype(&sd_bus_flush_close_unref)> const bus(
        opened, &sd_bus_flush_close_unref);
    sd_bus_set_method_call_timeout(bus.get(), kPatience);
    char* text = nullptr;
    int const got = sd_bus_get_property_string(
        bus.get(), "org.freedesktop.systemd1", "/org/freedesktop/systemd1",
        "org.freedesktop.systemd1.Manager", "SystemState", nullptr, &text);
    std::unique_ptr<char, decltype(&std::free)> const owned(text, &std::free);
    return got >= 0 && text != nullptr ? std::optional<std::string>(text) : std::nullopt;
}

// systemd-user-sessions.service makes this file when it stops, which our unit waits for: no need
// then to ask a bus that may be gone.
bool logins_are_over() {
    return ::access("/run/nologin", F_OK) == 0;
}

}  // namespace

void tell_ready(std::string const& status) {
    sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

void tell_stopping() {
    sd_notify(0, "STOPPING=1");
}

bool system_is_stopping() {
    return logins_are_over() || system_state() == "stopping";
}

}  // namespace rigcheck::record
