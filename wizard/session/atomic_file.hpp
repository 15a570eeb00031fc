#pragma once

#include <string>

namespace rigcheck {

// Writes a file that appears whole or not at all, also when the power goes: a temporary file beside
// it, fsync, rename, fsync of the folder. Throws std::system_error with the file's name.
void write_atomically(std::string const& file, std::string const& text, unsigned mode);

}  // namespace rigcheck
