#include "wizard/gui/items.hpp"

#include <algorithm>

namespace rigcheck::gui {
namespace {

ItemListener* listener = nullptr;

}  // namespace

ItemListener::ItemListener() {
    listener = this;
}
ItemListener::~ItemListener() {
    listener = nullptr;
}

Item const* ItemListener::find(std::string const& label) const {
    auto const found = std::find_if(items_.begin(), items_.end(),
                                    [&](Item const& item) { return item.label == label; });
    return found == items_.end() ? nullptr : &*found;
}

void note_item(std::string const& label, ImVec2 min, ImVec2 max, bool clickable, bool focused) {
    if (listener == nullptr) return;
    auto const* const list = ImGui::GetWindowDrawList();
    listener->items_.push_back({.label = label,
                                .min = min,
                                .max = max,
                                .clip_min = list->GetClipRectMin(),
                                .clip_max = list->GetClipRectMax(),
                                .clickable = clickable,
                                .focused = focused});
}

}  // namespace rigcheck::gui
