#pragma once

#include "probe/facts/gap.hpp"
#include "probe/facts/history.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// What the black boxes of this machine hold, the newest run first: of each the last two minutes,
// the last events, and the least and the most of all of it. From /var/lib/rigcheck/blackbox and, on
// the running machine, from the user's own below $XDG_STATE_HOME. Empty when there is none.
// Reads all that is kept, since the least and the most need it: at most 160 MiB, 64 MiB usually,
// which takes some tenths of a second.
std::optional<BlackBox> read_black_box(Machine const& machine, std::vector<Gap>& gaps);

// Where the recorder writes: for the service, and for a user ($XDG_STATE_HOME/rigcheck/blackbox, or
// below ~/.local/state; empty when neither that nor HOME is set).
constexpr std::string_view kServiceBlackBox = "/var/lib/rigcheck/blackbox";
std::string user_black_box();

}  // namespace rigcheck
