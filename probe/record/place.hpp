#pragma once

#include <optional>
#include <string>

namespace rigcheck::record {

// Of the services: rigcheck-record.service and rigcheck-ledger.service write there.
inline constexpr char const* kServiceDirectory = "/var/lib/rigcheck";

// $XDG_STATE_HOME/rigcheck, or below ~/.local/state. Empty when neither XDG_STATE_HOME nor HOME is
// set.
std::optional<std::string> user_directory();

// Where this process keeps what it records: $STATE_DIRECTORY that systemd gave it, the services'
// directory for root, the user's otherwise.
std::optional<std::string> own_directory();

}  // namespace rigcheck::record
