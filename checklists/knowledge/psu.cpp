#include "checklists/knowledge/psu.hpp"

#include <algorithm>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {

PsuFacts const& psu_facts() {
    static PsuFacts const facts = [] {
        PsuFacts loaded;
        read_json(Json::parse(knowledge("psu.json")), loaded, "psu.json");
        return loaded;
    }();
    return facts;
}

Mains usual_mains(std::string const& country) {
    auto const& low = psu_facts().countries_115v;
    return std::find(low.begin(), low.end(), country) != low.end() ? Mains::v115 : Mains::v230;
}

}  // namespace rigcheck
