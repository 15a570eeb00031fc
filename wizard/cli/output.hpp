#pragma once

#include <string>

namespace rigcheck {

// To standard output, or to a file that appears whole or not at all. Throws UsageError.
void write_output(std::string const& text, std::string const& file);

}  // namespace rigcheck
