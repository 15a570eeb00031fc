#pragma once

#include <string>
#include <type_traits>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// Every text of the facts, with the name of its field: visit(std::string&, char const*). Numbers,
// ids in hexadecimal and words from a fixed list (enumerations) are no texts.
template <class T, class Visit>
void each_text(T& value, Visit const& visit, char const* name = "") {
    using Plain = std::remove_const_t<T>;
    if constexpr (std::is_same_v<Plain, std::string>) {
        visit(value, name);
    } else if constexpr (Described<Plain>) {
        for_each_field<Plain>([&](auto const& f) { each_text(value.*f.member, visit, f.name); });
    } else if constexpr (Shape<Plain>::nullable) {
        if (value) each_text(*value, visit, name);
    } else if constexpr (Shape<Plain>::list) {
        if constexpr (!std::is_arithmetic_v<typename Shape<Plain>::Inner>)
            for (auto& element : value) each_text(element, visit, name);
    } else if constexpr (Shape<Plain>::map) {
        for (auto& [key, element] : value) each_text(element, visit, name);
    }
}

}  // namespace rigcheck
