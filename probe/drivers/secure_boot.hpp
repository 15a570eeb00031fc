#pragma once

#include "probe/facts/drivers.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// The word in brackets of /sys/kernel/security/lockdown: "none [integrity] confidentiality".
std::optional<std::string> parse_lockdown(std::string_view text);

// Lines of key files and whether they are enrolled, into own_keys and enrolled_own_keys.
void parse_keys(std::string_view lines, SecureBoot& state);

// Whether the kernel asks for signatures, and which keys of this machine's owner it accepts: UEFI
// variables by efivarfs, the list that shim hands on (MokListRT), key files made for DKMS.
SecureBoot read_secure_boot_state(Machine const& machine);

}  // namespace rigcheck
