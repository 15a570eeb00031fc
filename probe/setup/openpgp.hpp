#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

// The key ids (16 hexadecimal digits, upper case) of the public keys in an OpenPGP keyring, binary
// or armoured; version 4 keys (RFC 4880, 4.2 packet headers, 5.5.2 and 12.2 key ids). Subkeys are
// left out. Stops at the first packet that does not hold together.
std::vector<std::string> parse_openpgp_keys(std::string_view bytes);

// GnuPG's own keybox, whose format is not OpenPGP: "KBXf" at offset 8.
bool is_keybox(std::string_view bytes);

}  // namespace rigcheck
