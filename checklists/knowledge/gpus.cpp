#include "checklists/knowledge/gpus.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/table.hpp"

namespace rigcheck {
namespace {

std::string complaint(GpuModel const& model) {
    if (model.name.empty()) return "name: expected a text";
    auto const& bar = model.resizable_bar;
    if (bar != "yes" && bar != "sometimes" && bar != "no")
        return "resizable_bar: expected yes, sometimes or no";
    return {};
}

Hex<4> read_id(std::string_view text) {
    Hex<4> id;
    if (text.starts_with("0x")) text.remove_prefix(2);
    std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 4), id.value, 16);
    return id;
}

std::vector<Hex<4>> ids_of(GpuModel const& model) {
    std::vector<Hex<4>> ids;
    std::string_view rest = model.pci_ids;
    while (!rest.empty()) {
        auto const end = std::min(rest.find(' '), rest.size());
        auto const id = read_id(rest.substr(0, end));
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return ids;
}

template <class T>
void keep_agreed(std::optional<T>& known, std::optional<T> const& other) {
    if (known != other) known.reset();
}

void merge(GpuKnowledge& known, GpuModel const& model) {
    auto const architecture =
        model.architecture.empty() ? std::nullopt : std::optional(model.architecture);
    if (known.models.empty()) {
        known.name = model.name;
        known.architecture = architecture;
        known.vram_gib = model.vram_gib;
        known.board_w = model.board_w;
        known.pcie_gen = model.pcie_gen;
        known.width = model.width;
        known.resizable_bar = model.resizable_bar;
    } else {
        known.name += " / " + model.name;
        keep_agreed(known.architecture, architecture);
        keep_agreed(known.vram_gib, model.vram_gib);
        keep_agreed(known.board_w, model.board_w);
        keep_agreed(known.pcie_gen, model.pcie_gen);
        keep_agreed(known.width, model.width);
        if (known.resizable_bar != model.resizable_bar) known.resizable_bar = "sometimes";
    }
    known.models.push_back(&model);
}

using ById = std::map<std::pair<Hex<4>, Hex<4>>, GpuKnowledge>;

ById merge_all() {
    ById cards;
    for (auto const& model : gpu_models()) {
        auto const vendor = read_id(model.vendor);
        for (auto const id : ids_of(model)) {
            auto& card = cards[{vendor, id}];
            card.vendor = vendor;
            card.device = id;
            merge(card, model);
        }
    }
    return cards;
}

// Letters and digits in lower case: "RTX 3080 12GB" and "rtx3080 12 GB" are one name.
std::string key_of(std::string_view name) {
    std::string key;
    for (char const letter : name) {
        auto const c = static_cast<unsigned char>(letter);
        if (std::isalnum(c) != 0) key += static_cast<char>(std::tolower(c));
    }
    // Drivers put the maker in front: "NVIDIA GeForce RTX 4090".
    for (std::string_view const maker : {"nvidia", "amd", "intel"}) {
        if (key.starts_with(maker)) key.erase(0, maker.size());
    }
    return key;
}

}  // namespace

std::vector<GpuModel> const& gpu_models() {
    static auto const models = read_table<GpuModel>(knowledge("gpus.csv"), "gpus.csv", complaint);
    return models;
}

GpuModel const* find_gpu_model(std::string_view name) {
    auto const wanted = key_of(name);
    GpuModel const* found = nullptr;
    bool several = false;
    if (wanted.empty()) return nullptr;
    for (auto const& model : gpu_models()) {
        auto const key = key_of(model.name);
        if (key == wanted) return &model;
        // "RTX 4090" is the end of "GeForce RTX 4090"; "4090" alone too.
        if (!key.ends_with(wanted)) continue;
        several = found != nullptr;
        found = &model;
    }
    return several ? nullptr : found;
}

std::vector<std::string> similar_gpu_models(std::string_view name) {
    constexpr std::size_t kMost = 10;
    std::vector<std::string> similar;
    std::vector<std::string> words;
    for (std::string_view rest = name; !rest.empty();) {
        auto const end = std::min(rest.find(' '), rest.size());
        words.push_back(key_of(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    for (auto const& model : gpu_models()) {
        auto const key = key_of(model.name);
        bool const all = std::all_of(words.begin(), words.end(), [&](std::string const& word) {
            return key.find(word) != std::string::npos;
        });
        if (all && similar.size() < kMost) similar.push_back(model.name);
    }
    return similar;
}

GpuKnowledge const* find_gpu(Hex<4> vendor, Hex<4> device) {
    static auto const cards = merge_all();
    auto const found = cards.find({vendor, device});
    return found == cards.end() ? nullptr : &found->second;
}

std::optional<double> gpu_vram_gib(Hex<4> vendor, Hex<4> device) {
    auto const* const card = find_gpu(vendor, device);
    return card == nullptr ? std::nullopt : card->vram_gib;
}

}  // namespace rigcheck
