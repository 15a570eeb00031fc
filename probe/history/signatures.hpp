#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace rigcheck {

// What a line of a log speaks of, by probe/history/signatures.json.
struct SignatureMatch {
    std::string id;                             // "nvidia-xid"
    std::map<std::string, std::string> values;  // what the signature names in it: "xid" -> "79"
};

inline constexpr std::string_view kKernel = "kernel";

// The first signature that fits the line. `line` is as logged, without stamp and priority; `by` is
// the program that logged it. Takes microseconds, whatever the line holds; only the first 512
// bytes of it are looked at.
std::optional<SignatureMatch> match_signature(std::string_view line, std::string_view by = kKernel);

// What a line speaks of, and of which part: lines of the same fault have the same key.
std::string fault_key(SignatureMatch const& match);

}  // namespace rigcheck
