#include "checklists/power/cards.hpp"

#include <algorithm>
#include <cmath>

#include "checklists/rules/pcie_path.hpp"
#include "checklists/rules/pcie_subject.hpp"

namespace rigcheck::power {
namespace {

// No card of a PC draws less or more; what a driver says beyond is not a limit.
constexpr double kLeastWatts = 10, kMostWatts = 1500;

// A card in a slot; and one that the table of cards knows, even where nothing is seen above it.
bool feeds_on_the_supply(Pcie const& pcie, PcieFunction const& function) {
    constexpr std::uint32_t kDisplay = 0x03;  // base class, PCI Code and ID Assignment 1.4
    if (is_card_gpu(pcie, function)) return true;
    return !function.physical_function && function.class_code && function.vendor &&
           function.device && function.class_code->value >> 16U == kDisplay &&
           find_gpu(*function.vendor, *function.device) != nullptr;
}

Gpu const* driver_of(Snapshot const& snapshot, PcieFunction const& function) {
    auto const found = std::find_if(snapshot.gpus.begin(), snapshot.gpus.end(),
                                    [&](Gpu const& g) { return g.address == function.address; });
    return found == snapshot.gpus.end() ? nullptr : &*found;
}

bool same_memory(GpuModel const& model, std::int64_t vram_mib) {
    constexpr double kMibPerGib = 1024;
    constexpr double kTolerance = 0.12;  // firmware keeps a part for itself
    double const gib = static_cast<double>(vram_mib) / kMibPerGib;
    return model.vram_gib && std::abs(gib - *model.vram_gib) <= kTolerance * *model.vram_gib;
}

GpuModel const* model_of(GpuKnowledge const* known, Gpu const* driver,
                         std::optional<std::string> const& stated) {
    auto candidates = known == nullptr ? std::vector<GpuModel const*>{} : known->models;
    if (driver != nullptr && driver->vram_mib && candidates.size() > 1) {
        std::erase_if(candidates, [&](GpuModel const* model) {
            return !same_memory(*model, *driver->vram_mib);
        });
    }
    if (candidates.size() == 1) return candidates.front();
    for (auto const& name : {driver == nullptr ? std::nullopt : driver->name, stated}) {
        auto const* const model = name ? find_gpu_model(*name) : nullptr;
        bool const possible = known == nullptr || std::find(candidates.begin(), candidates.end(),
                                                            model) != candidates.end();
        if (model != nullptr && possible) return model;
    }
    return nullptr;
}

std::optional<double> plausible(std::optional<double> const& watts) {
    bool const fits = watts && *watts >= kLeastWatts && *watts <= kMostWatts;
    return fits ? watts : std::nullopt;
}

}  // namespace

std::vector<SeenCard> seen_cards(Snapshot const& snapshot, Expectations const& expectations) {
    std::vector<SeenCard> cards;
    std::vector<PcieFunction const*> edges;
    auto const stated =
        expectations.gpus.size() == 1 ? expectations.gpus.front().name : std::nullopt;
    for (auto const& function : snapshot.pcie.functions) {
        if (!feeds_on_the_supply(snapshot.pcie, function)) continue;
        if (attachment(snapshot, function) == Attachment::external) continue;
        auto const* const edge = &card_edge(snapshot.pcie, function);
        if (std::find(edges.begin(), edges.end(), edge) != edges.end()) continue;
        edges.push_back(edge);
        auto const* const known =
            find_gpu(function.vendor.value_or(Hex<4>{}), function.device.value_or(Hex<4>{}));
        auto const* const driver = driver_of(snapshot, function);
        auto const* const model = model_of(known, driver, stated);
        cards.push_back({.function = &function,
                         .driver = driver,
                         .model = model,
                         .name = model != nullptr   ? model->name
                                 : known != nullptr ? known->name
                                                    : name_of(function)});
    }
    return cards;
}

std::optional<BoardPower> board_power(SeenCard const& card) {
    auto const table = card.model == nullptr ? std::nullopt : card.model->board_w;
    auto const limit =
        card.driver == nullptr ? std::nullopt : plausible(card.driver->power_limit_w);
    auto const shipped =
        card.driver == nullptr ? std::nullopt : plausible(card.driver->power_default_w);
    // amdgpu limits the chip, not the board (kernel: Documentation/gpu/amdgpu/thermal.rst).
    bool const chip_only = card.driver != nullptr && card.driver->vendor == "amd";
    if (!limit || (chip_only && !table)) {
        if (!table) return std::nullopt;
        return BoardPower{.watts = *table, .by_driver = false, .lowered_to = {}};
    }
    auto const comes_with = shipped && !chip_only ? shipped : table;
    BoardPower power{.watts = std::max(*limit, comes_with.value_or(0)),
                     .by_driver = !chip_only,
                     .lowered_to = {}};
    constexpr double kLowered = 0.95;
    if (!chip_only && *limit < kLowered * power.watts) power.lowered_to = limit;
    return power;
}

}  // namespace rigcheck::power
