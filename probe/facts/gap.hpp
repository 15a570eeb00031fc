#pragma once

#include <array>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// Why a fact is missing. Hardware that simply is not there leaves no gap.
enum class Missing { absent, needs_root, needs_group, malformed, too_large, timed_out, asleep };

template <>
struct EnumNames<Missing> {
    static constexpr std::array names{"absent",    "needs-root", "needs-group", "malformed",
                                      "too-large", "timed-out",  "asleep"};
};

struct Gap {
    std::string area;  // "pcie", "memory", …
    std::string what;  // the file, or the fact, that could not be had
    Missing reason = Missing::absent;
    std::string remedy;  // what would supply it; empty when nothing can

    static constexpr auto fields() {
        return field_list(field("area", &Gap::area), field("what", &Gap::what),
                          field("reason", &Gap::reason), field("remedy", &Gap::remedy));
    }
};

}  // namespace rigcheck
