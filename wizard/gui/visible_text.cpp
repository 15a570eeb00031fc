#include "wizard/gui/visible_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rigcheck::gui {
namespace {

using Entity = std::pair<std::string_view, std::string_view>;
constexpr std::array kEntities{Entity{"&amp;", "&"}, Entity{"&lt;", "<"}, Entity{"&gt;", ">"},
                               Entity{"&quot;", "\""}, Entity{"&#9664;", "<-"}};

std::string plain(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        bool known = false;
        for (auto const& [entity, meaning] : kEntities) {
            if (!text.starts_with(entity)) continue;
            out += meaning;
            text.remove_prefix(entity.size());
            known = true;
            break;
        }
        if (known) continue;
        out += text.front();
        text.remove_prefix(1);
    }
    return out;
}

}  // namespace

std::string visible_text(std::string_view html) {
    std::string out;
    while (!html.empty()) {
        auto const open = std::min(html.find('<'), html.size());
        auto const words = html.substr(0, open);
        if (words.find_first_not_of(" \n") != std::string_view::npos) out += plain(words) + '\n';
        html.remove_prefix(open);
        bool const style = html.starts_with("<style");
        auto const close = html.find(style ? "</style>" : ">");
        if (close == std::string_view::npos) break;
        html.remove_prefix(close + 1);
        if (style) html.remove_prefix(std::min(html.find('>') + 1, html.size()));
    }
    return out;
}

}  // namespace rigcheck::gui
