#pragma once

#include "probe/facts/setup.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// sshd_config(5) with the files it includes: the first value of a keyword counts, and Match ends
// what holds for everybody.
SshServer read_ssh(Machine const& machine, std::vector<Gap>& gaps);

}  // namespace rigcheck
