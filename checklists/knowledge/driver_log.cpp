#include "checklists/knowledge/driver_log.hpp"

#include <optional>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kShown = 3;

struct Pattern {
    std::string means, text;
    std::optional<std::string> also;
    bool device = false;

    static constexpr auto fields() {
        return field_list(field("means", &Pattern::means), field("text", &Pattern::text),
                          field("and", &Pattern::also), field("device", &Pattern::device));
    }
};

std::vector<Pattern> load() {
    std::vector<Pattern> patterns;
    read_json(Json::parse(knowledge("driver-log-patterns.json")).at("patterns"), patterns,
              "driver-log-patterns.json");
    return patterns;
}

bool has(std::string_view line, std::string_view text) {
    return line.find(text) != std::string_view::npos;
}

}  // namespace

std::vector<std::string> log_lines(Drivers const& drivers, std::string_view means,
                                   std::string_view address) {
    static std::vector<Pattern> const patterns = load();
    std::vector<std::string> found;
    if (!drivers.kernel_log) return found;
    for (auto const& line : *drivers.kernel_log) {
        for (auto const& pattern : patterns) {
            if (pattern.means != means || !has(line.text, pattern.text)) continue;
            if (pattern.also && !has(line.text, *pattern.also)) continue;
            if (pattern.device && !address.empty() && !has(line.text, address)) continue;
            if (found.size() < kShown) found.push_back(line.text);
            break;
        }
    }
    return found;
}

std::vector<std::string> log_lines_of(Drivers const& drivers, std::string_view address) {
    std::vector<std::string> found;
    if (!drivers.kernel_log) return found;
    for (auto const& line : *drivers.kernel_log) {
        if (has(line.text, address) && found.size() < kShown) found.push_back(line.text);
    }
    return found;
}

}  // namespace rigcheck
