#pragma once

#include <optional>
#include <string>

#include "probe/facts/platform.hpp"

namespace rigcheck {

// How long a release of a distribution gets security updates.
struct OsRelease {
    std::string id, version;   // os-release(5); "8" stands for "8.10" too where points are updates
    std::string standard_end;  // "2026-06-10", the last day
    std::optional<std::string> lts_end;  // free long-term updates

    static constexpr auto fields() {
        using R = OsRelease;
        return field_list(field("id", &R::id), field("version", &R::version),
                          field("standard_end", &R::standard_end), field("lts_end", &R::lts_end));
    }
};

// Null for releases that the table does not know.
OsRelease const* find_os_release(Os const& os);
// A distribution that has no releases and is updated all the time.
bool is_rolling(Os const& os);

}  // namespace rigcheck
