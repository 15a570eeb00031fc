#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rigcheck {

// A string of the firmware made fit to show and to match: trimmed, at most 64 characters, every
// byte outside printable ASCII replaced by a dot (as dmidecode does). Empty when nothing is left or
// when it is a placeholder such as "To Be Filled By O.E.M.".
std::optional<std::string> firmware_text(std::string_view raw);

// The serial number in such a string when it can tell two modules apart; firmware writes many
// short or constant ones that cannot.
std::optional<std::string> real_serial(std::string_view raw);

}  // namespace rigcheck
