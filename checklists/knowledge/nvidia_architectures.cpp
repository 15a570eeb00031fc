#include "checklists/knowledge/nvidia_architectures.hpp"

#include <algorithm>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

std::vector<NvidiaArchitecture> load() {
    std::vector<NvidiaArchitecture> ranges;
    read_json(Json::parse(knowledge("nvidia-architectures.json")).at("architectures"), ranges,
              "nvidia-architectures.json");
    return ranges;
}

}  // namespace

NvidiaArchitecture const* find_nvidia_architecture(Hex<4> device) {
    static std::vector<NvidiaArchitecture> const ranges = load();
    auto const found = std::find_if(ranges.begin(), ranges.end(), [&](auto const& range) {
        return range.first.value <= device.value && device.value <= range.last.value;
    });
    return found == ranges.end() ? nullptr : &*found;
}

}  // namespace rigcheck
