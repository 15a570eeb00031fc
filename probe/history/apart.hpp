#pragma once

#include <chrono>
#include <functional>

#include "probe/machine/machine.hpp"

namespace rigcheck {

// What `make` returns, made in a process of its own: a library that maps the files of a failing
// drive dies of the drive's errors (SIGBUS), and one that trusts a damaged file may never return.
// `timed_out` after `limit`, `too_large` past `most` bytes, `malformed` when it died. `make` must
// need nothing that another thread of ours may hold.
Reading read_apart(std::function<std::string()> const& make, std::chrono::milliseconds limit,
                   std::size_t most);

}  // namespace rigcheck
