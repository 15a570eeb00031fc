#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

struct Link {
    std::string path;    // inside the tree, free of links itself
    std::string target;  // as stored
    friend auto operator<=>(Link const&, Link const&) = default;
};

struct Resolved {
    std::string path;         // inside the tree: no links, no "..", no leading "/"
    std::vector<Link> links;  // those passed on the way
};

// Follows `path` component by component inside the tree below `root_fd`; absolute links start again
// at its root and ".." stops there. The last component is followed when `follow_last`. Components
// that do not exist are kept as they are. Empty for a loop or an absurd depth.
std::optional<Resolved> resolve(int root_fd, std::string_view path, bool follow_last);

}  // namespace rigcheck
