#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "probe/smbios/names.hpp"

namespace rigcheck {

struct Name {
    std::uint8_t code;
    char const* name;
};

template <std::size_t Size>
std::optional<std::string> name_in(std::array<Name, Size> const& names, Code code) {
    auto const found = std::find_if(names.begin(), names.end(),
                                    [&](Name const& n) { return code && n.code == *code; });
    if (found == names.end()) return std::nullopt;
    return found->name;
}

}  // namespace rigcheck
