#include "checklists/guides/checklist.hpp"

#include <algorithm>
#include <map>

namespace rigcheck::guides {
namespace {

ItemState state_of(Given const& given) {
    if (given.answer == kTrouble) return ItemState::trouble;
    if (given.answer == kSkipped) return ItemState::skipped;
    return ItemState::done;
}

bool any(std::vector<Finding const*> const& seen, std::initializer_list<State> states) {
    return std::any_of(seen.begin(), seen.end(), [&](Finding const* finding) {
        return std::find(states.begin(), states.end(), finding->state) != states.end();
    });
}

Sight sight_of(std::vector<Finding const*> const& seen) {
    if (any(seen, {State::fail})) return Sight::wrong;
    if (any(seen, {State::unknown})) return Sight::unclear;
    if (any(seen, {State::pass, State::accepted})) return Sight::fine;
    return seen.empty() ? Sight::none : Sight::absent;
}

Item item_of(Step const& step, Guide const& checklist, std::vector<Given> const& given,
             Findings const& findings) {
    Item item;
    item.step = &step;
    for (auto const& said : given) {
        if (said.guide == checklist.id && said.step == step.id) item.given = &said;
    }
    for (auto const& finding : findings) {
        bool const about = std::find(step.findings.begin(), step.findings.end(), finding.id) !=
                           step.findings.end();
        if (about) item.seen.push_back(&finding);
    }
    item.sight = sight_of(item.seen);
    if (item.given != nullptr) {
        item.state = state_of(*item.given);
    } else if (item.sight == Sight::fine) {
        item.state = ItemState::done;
    }
    return item;
}

}  // namespace

std::vector<Item> items_of(Guide const& checklist, std::vector<Given> const& given,
                           Findings const& findings) {
    std::vector<Item> items;
    items.reserve(checklist.steps.size());
    std::map<std::string, ItemState> states;
    for (auto const& step : checklist.steps) {
        items.push_back(item_of(step, checklist, given, findings));
        states[step.id] = items.back().state;
    }
    for (auto& item : items) {
        bool const blocked =
            std::any_of(item.step->after.begin(), item.step->after.end(), [&](auto const& before) {
                return states[before] == ItemState::open || states[before] == ItemState::waiting;
            });
        if (blocked && item.state == ItemState::open) {
            item.state = states[item.step->id] = ItemState::waiting;
        }
    }
    return items;
}

Item const* next_item(std::vector<Item> const& items) {
    auto const found = std::find_if(items.begin(), items.end(),
                                    [](Item const& item) { return item.state == ItemState::open; });
    return found == items.end() ? nullptr : &*found;
}

Minutes minutes_left(std::vector<Item> const& items) {
    Minutes left;
    for (auto const& item : items) {
        if (item.state != ItemState::open && item.state != ItemState::waiting) continue;
        left.most += item.step->minutes;
        if (!item.step->optional) left.least += item.step->minutes;
    }
    return left;
}

}  // namespace rigcheck::guides
