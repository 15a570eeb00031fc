#pragma once

#include <optional>
#include <string_view>

#include "probe/machine/machine.hpp"

namespace rigcheck {

// "5m", "1min 30s", "90" (systemd.time(7)), in seconds; empty for anything else.
std::optional<double> parse_time_span(std::string_view text);

// How often the journal goes to the disk: SyncIntervalSec of journald.conf(5), five minutes where
// nobody set it.
double journal_sync_s(Machine const& machine);

}  // namespace rigcheck
