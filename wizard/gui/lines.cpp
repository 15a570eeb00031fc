#include "wizard/gui/lines.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>

#include "wizard/report/layout.hpp"

namespace rigcheck::gui {
namespace {

double width_of(std::string_view words) {
    return ImGui::CalcTextSize(words.data(), words.data() + words.size()).x;
}

}  // namespace

std::vector<std::string> const& Lines::of(std::string const& words, float width) {
    constexpr std::size_t kMost = 8192;
    if (kept_.size() > kMost) kept_.clear();
    auto key = fmt::format("{} {} {} ", static_cast<void const*>(ImGui::GetFont()),
                           ImGui::GetFontSize(), width);
    key += words;
    auto const [place, added] = kept_.try_emplace(std::move(key));
    if (added) place->second = wrap_to(words, std::max(width, 1.0F), width_of);
    return place->second;
}

}  // namespace rigcheck::gui
