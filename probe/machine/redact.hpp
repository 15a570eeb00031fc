#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

// The text with UUIDs, hardware (MAC) addresses, file-system ids after "UUID=", and the given names
// replaced by marks of the same kind ("00000000-0000-…", "00:00:00:00:00:00", "redacted").
// Redacting a second time changes nothing.
std::string redact_text(std::string_view text, std::vector<std::string> const& names = {});

}  // namespace rigcheck
