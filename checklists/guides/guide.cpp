#include "checklists/guides/guide.hpp"

#include <algorithm>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck::guides {
namespace {

Guides load_guides() {
    Guides loaded;
    for (auto const& file : guide_files()) {
        read_json(Json::parse(file.text), loaded.emplace_back(), std::string(file.name));
    }
    std::sort(loaded.begin(), loaded.end(),
              [](Guide const& a, Guide const& b) { return a.order < b.order; });
    return loaded;
}

template <class T>
T const* find_by_id(std::vector<T> const& list, std::string_view id) {
    auto const found =
        std::find_if(list.begin(), list.end(), [&](T const& item) { return item.id == id; });
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

Guides const& all_guides() {
    static Guides const guides = load_guides();
    return guides;
}

Guide const* find_guide(Guides const& guides, std::string_view id) {
    return find_by_id(guides, id);
}

Step const* find_step(Guide const& guide, std::string_view id) {
    return find_by_id(guide.steps, id);
}

End const* find_end(Guide const& guide, std::string_view id) {
    return find_by_id(guide.ends, id);
}

Answer const* find_answer(Step const& step, std::string_view id) {
    return find_by_id(step.answers, id);
}

}  // namespace rigcheck::guides
