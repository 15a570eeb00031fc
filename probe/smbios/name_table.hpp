#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "probe/smbios/names.hpp"

namespace rigcheck {

struct Name {
    std::uint8_t code;
    char const* name;
};

template <std::size_t Size>
std::optional<std::string> name_in(Name const (&names)[Size], Code code) {
    auto const* const found = std::find_if(std::begin(names), std::end(names),
                                           [&](Name const& n) { return code && n.code == *code; });
    if (found == std::end(names)) return std::nullopt;
    return found->name;
}

}  // namespace rigcheck
