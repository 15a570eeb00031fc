#pragma once

#include <string>
#include <vector>

#include "checklists/findings/words.hpp"
#include "checklists/guides/walk.hpp"

namespace rigcheck::guides {

// What rigcheck sees of an item by itself.
enum class Sight {
    none,     // it does not look
    absent,   // there is nothing here that it could look at
    fine,     // all that it looks at is right
    wrong,    // something failed
    unclear,  // it looked and cannot tell
};

enum class ItemState {
    open,     // next, or soon
    waiting,  // something else comes first
    done,
    trouble,
    skipped,
};

struct Item {
    Step const* step = nullptr;
    ItemState state = ItemState::open;
    Given const* given = nullptr;  // the last word of the person; it decides the state
    Sight sight = Sight::none;     // decides it only while the person has said nothing
    std::vector<Finding const*> seen;
};

// The items of a checklist with what the person said and what the findings show; pointers into
// both. Findings with state accepted count as fine.
std::vector<Item> items_of(Guide const& checklist, std::vector<Given> const& given,
                           Findings const& findings);

// The item to go on with: the first open one. Null when nothing is open.
Item const* next_item(std::vector<Item> const& items);

// Of the items that are still open, optional ones counted in `most` alone.
Minutes minutes_left(std::vector<Item> const& items);

}  // namespace rigcheck::guides
