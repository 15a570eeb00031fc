#pragma once

#include <optional>
#include <string>

#include "probe/machine/machine.hpp"

namespace rigcheck {

// Copies what `machine` noted in its log to `destination`: a directory that does not exist yet, or
// a file that ends in ".tar". Symbolic links and directory lists are kept, files that could not be
// read become files that nobody may read, and identifiers are redacted. Written beside the
// destination first and renamed, so a broken capture never looks like a whole one. Returns what
// went wrong, or nothing.
std::optional<std::string> write_capture(Machine const& machine, std::string const& destination);

}  // namespace rigcheck
