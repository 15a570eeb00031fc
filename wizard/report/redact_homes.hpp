#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

// The text without the names of people that home folders and their own mounts bear:
// "/home/alice/x" becomes "/home/redacted/x", "/media/alice/STICK" "/media/redacted/STICK". The
// second person met is "redacted-2", so that two homes do not become one; `people` remembers them.
std::string redact_homes(std::string_view text, std::vector<std::string>& people);

}  // namespace rigcheck
