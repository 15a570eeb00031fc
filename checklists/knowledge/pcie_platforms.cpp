#include "checklists/knowledge/pcie_platforms.hpp"

#include <algorithm>
#include <array>

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

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "8750H" of "i7-8750H": a model number of three digits or more, and the letters behind it.
std::string_view suffix_of(std::string_view word) {
    auto const number = word.substr(word.rfind('-') + 1);
    std::size_t digits = 0;
    while (digits < number.size() && is_digit(number[digits])) ++digits;
    return digits >= 3 ? number.substr(digits) : std::string_view();
}

// Notebook processors carry their desktop sisters' numbers, but other lanes. Makers' suffixes.
bool is_mobile(std::string_view cpu_model) {
    constexpr std::array kSuffixes{"H",  "HX", "HS", "HK", "HQ", "HF", "U", "V",  "M",  "QM",
                                   "MQ", "MX", "XM", "LM", "UM", "Y",  "P", "UE", "HE", "HX3D"};
    // Behind "w/" or "with" stand the graphics, whose "740M" says nothing.
    cpu_model = cpu_model.substr(0, cpu_model.find(" w"));
    while (!cpu_model.empty()) {
        auto const end = std::min(cpu_model.find(' '), cpu_model.size());
        auto const suffix = suffix_of(cpu_model.substr(0, end));
        // "1165G7": Intel's notebook line with the graphics level in the name.
        bool const graphics_level = suffix.size() == 2 && suffix[0] == 'G' && is_digit(suffix[1]);
        if (graphics_level ||
            std::find(kSuffixes.begin(), kSuffixes.end(), suffix) != kSuffixes.end()) {
            return true;
        }
        cpu_model.remove_prefix(std::min(end + 1, cpu_model.size()));
    }
    return false;
}

}  // namespace

PciePlatform const* find_platform(std::string_view cpu_model) {
    static std::vector<PciePlatform> const platforms = load();
    if (is_mobile(cpu_model)) return nullptr;
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
