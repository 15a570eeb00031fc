#pragma once

#include <string>

// What the recorder and systemd have to tell each other; without systemd each does nothing.
namespace rigcheck::record {

// sd_notify(3): the service works now, and is about to end.
void tell_ready(std::string const& status);
void tell_stopping();

// Whether the whole machine is going down, and not this program alone. Waits half a second at most.
bool system_is_stopping();

}  // namespace rigcheck::record
