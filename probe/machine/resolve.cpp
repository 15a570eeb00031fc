#include "probe/machine/resolve.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>

namespace rigcheck {
namespace {

constexpr std::size_t kMaxLinks = 40;  // as the kernel (MAXSYMLINKS, include/linux/namei.h)
constexpr std::size_t kMaxComponents = 512;

void push_components(std::deque<std::string>& queue, std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        auto const end = std::min(path.find('/'), path.size());
        if (end > 0 && path.substr(0, end) != ".") parts.emplace_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    queue.insert(queue.begin(), parts.begin(), parts.end());
}

std::optional<std::string> read_link(int root_fd, std::string const& path) {
    std::array<char, 4096> target{};
    auto const length = ::readlinkat(root_fd, path.c_str(), target.data(), target.size());
    if (length < 0) return std::nullopt;
    return std::string(target.data(), static_cast<std::size_t>(length));
}

std::string parent_of(std::string const& path) {
    auto const slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

}  // namespace

std::optional<Resolved> resolve(int root_fd, std::string_view path, bool follow_last) {
    Resolved out;
    std::deque<std::string> todo;
    push_components(todo, path);
    for (std::size_t steps = 0; !todo.empty(); ++steps) {
        if (steps > kMaxComponents || todo.size() > kMaxComponents) return std::nullopt;
        auto const name = std::move(todo.front());
        todo.pop_front();
        if (name == "..") {
            out.path = parent_of(out.path);
            continue;
        }
        auto next = out.path.empty() ? name : out.path + "/" + name;
        auto const target = todo.empty() && !follow_last ? std::nullopt : read_link(root_fd, next);
        if (!target) {
            out.path = std::move(next);
            continue;
        }
        if (out.links.size() == kMaxLinks) return std::nullopt;
        out.links.push_back({next, *target});
        if (target->starts_with('/')) out.path.clear();
        push_components(todo, *target);
    }
    return out;
}

}  // namespace rigcheck
