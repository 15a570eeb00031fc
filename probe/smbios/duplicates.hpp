#pragma once

#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "probe/facts/memory.hpp"

namespace rigcheck {

// Some firmware lists one stick twice. Equal names alone prove nothing (two slots of a board may
// bear the same), so a module counts as a repetition only when its real serial number is equal too.
class Duplicates {
public:
    // True when this very module was given before.
    bool seen(MemoryModule const& module, std::optional<std::string> const& serial);

private:
    using Text = std::optional<std::string>;
    std::set<std::tuple<std::string, Text, Text, Text, std::int64_t>> modules_;
};

}  // namespace rigcheck
