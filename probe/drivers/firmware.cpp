#include "probe/drivers/firmware.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace rigcheck {
namespace {

// Distributions ship firmware plain or compressed (kernel: CONFIG_FW_LOADER_COMPRESS).
constexpr std::array kEndings{"", ".xz", ".zst"};
constexpr std::array kDirectories{"/lib/firmware", "/lib/firmware/updates"};
constexpr std::size_t kShown = 8;

}  // namespace

std::vector<std::string> missing_firmware(Machine const& machine,
                                          std::vector<std::string> const& named) {
    std::map<std::string, std::set<std::string>> listed;  // directory -> names
    auto const names_in = [&](std::string const& directory) -> std::set<std::string> const& {
        auto const [at, fresh] = listed.try_emplace(directory);
        if (fresh) {
            auto const names = machine.list(directory);
            at->second.insert(names.begin(), names.end());
        }
        return at->second;
    };
    auto const present = [&](std::string const& file) {
        auto const slash = file.rfind('/');
        auto const below = slash == std::string::npos ? "" : "/" + file.substr(0, slash);
        auto const name = slash == std::string::npos ? file : file.substr(slash + 1);
        return std::any_of(kDirectories.begin(), kDirectories.end(), [&](char const* directory) {
            auto const& names = names_in(directory + below);
            return std::any_of(kEndings.begin(), kEndings.end(),
                               [&](char const* ending) { return names.contains(name + ending); });
        });
    };
    if (std::any_of(named.begin(), named.end(), present)) return {};
    return {named.begin(),
            named.begin() + static_cast<std::ptrdiff_t>(std::min(named.size(), kShown))};
}

}  // namespace rigcheck
