#include "checklists/knowledge/pcie-platforms.hpp"

#include <algorithm>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

std::vector<PciePlatform> load() {
    std::vector<PciePlatform> platforms;
    read_json(Json::parse(knowledge("pcie-platforms.json")).at("platforms"), platforms,
              "pcie-platforms.json platforms");
    return platforms;
}

}  // namespace

PciePlatform const* find_platform(std::string_view cpu_model) {
    static std::vector<PciePlatform> const platforms = load();
    auto const matches = [&](PciePlatform const& platform) {
        return std::any_of(platform.patterns.begin(), platform.patterns.end(),
                           [&](std::string const& pattern) {
                               return cpu_model.find(pattern) != std::string_view::npos;
                           });
    };
    auto const found = std::find_if(platforms.begin(), platforms.end(), matches);
    return found == platforms.end() ? nullptr : &*found;
}

}  // namespace rigcheck
