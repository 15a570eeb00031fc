#pragma once

#include <imgui.h>

#include <string>
#include <vector>

// What a frame put on the screen, for tests and screen readers of our own: they click by label, and
// they measure whether a text fits where it stands. Costs nothing unless somebody listens.
namespace rigcheck::gui {

struct Item {
    std::string label;
    ImVec2 min, max;            // of the item, in pixels of the window
    ImVec2 clip_min, clip_max;  // what of it can be seen
    bool clickable = false;
    bool focused = false;  // what the keyboard would choose
};

// Collects while it lives; one at a time.
class ItemListener {
public:
    ItemListener();
    ItemListener(ItemListener const&) = delete;
    ItemListener& operator=(ItemListener const&) = delete;
    ~ItemListener();

    std::vector<Item> const& items() const { return items_; }
    void forget() { items_.clear(); }
    // The first item of that label; null: not on the screen.
    Item const* find(std::string const& label) const;

private:
    friend void note_item(std::string const& label, ImVec2 min, ImVec2 max, bool clickable,
                          bool focused);
    std::vector<Item> items_;
};

void note_item(std::string const& label, ImVec2 min, ImVec2 max, bool clickable,
               bool focused = false);

}  // namespace rigcheck::gui
