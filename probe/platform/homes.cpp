#include "probe/platform/homes.hpp"

#include <algorithm>

#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMaxHomes = 64;
constexpr int kFirstPerson = 1000, kNobody = 60000;  // login.defs(5) of Debian

// passwd(5): name:password:uid:gid:gecos:home:shell
std::string_view part(std::string_view line, int index) {
    for (int i = 0; i < index; ++i) {
        auto const colon = line.find(':');
        if (colon == std::string_view::npos) return {};
        line.remove_prefix(colon + 1);
    }
    return line.substr(0, line.find(':'));
}

}  // namespace

std::vector<std::string> home_directories(Machine const& machine) {
    std::vector<std::string> homes;
    auto const text = machine.read("/etc/passwd", std::size_t{4} * 1024 * 1024).text.value_or("");
    for (std::size_t at = 0; at < text.size() && homes.size() < kMaxHomes;) {
        auto const end = std::min(text.find('\n', at), text.size());
        auto const line = std::string_view(text).substr(at, end - at);
        at = end + 1;
        auto const uid = parse_number<int>(part(line, 2));
        std::string home(part(line, 5));
        bool const person = uid && (*uid == 0 || (*uid >= kFirstPerson && *uid < kNobody));
        bool const known = std::find(homes.begin(), homes.end(), home) != homes.end();
        if (person && home.size() > 1 && home.front() == '/' && !known) homes.push_back(home);
    }
    return homes;
}

std::string without_home(std::string_view path, std::string_view home) {
    if (home.empty() || !path.starts_with(home) || path.substr(home.size(), 1) != "/")
        return std::string(path);
    return "~" + std::string(path.substr(home.size()));
}

}  // namespace rigcheck
