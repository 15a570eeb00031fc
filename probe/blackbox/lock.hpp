#pragma once

#include <string>

namespace rigcheck::blackbox {

// One writer for a directory: a lock on the file "lock" in it, which ends with the process however
// it ends. A descriptor to be kept open; -EWOULDBLOCK when another writer has it, else -errno.
int lock_directory(std::string const& directory);

// Whether a writer is at work there now. Takes no lock; false when that cannot be told.
bool is_locked(std::string const& directory);

}  // namespace rigcheck::blackbox
