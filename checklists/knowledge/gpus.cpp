#include "checklists/knowledge/gpus.hpp"

#include <algorithm>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

std::vector<GpuKnowledge> load() {
    std::vector<GpuKnowledge> cards;
    read_json(Json::parse(knowledge("gpus.json")).at("cards"), cards, "gpus.json cards");
    return cards;
}

}  // namespace

GpuKnowledge const* find_gpu(Hex<4> vendor, Hex<4> device) {
    static std::vector<GpuKnowledge> const cards = load();
    auto const found = std::find_if(cards.begin(), cards.end(), [&](GpuKnowledge const& card) {
        return card.vendor == vendor && card.device == device;
    });
    return found == cards.end() ? nullptr : &*found;
}

std::optional<double> gpu_vram_gib(Hex<4> vendor, Hex<4> device) {
    auto const* const card = find_gpu(vendor, device);
    return card == nullptr ? std::nullopt : card->vram_gib;
}

}  // namespace rigcheck
