#include "checklists/knowledge/psu.hpp"

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

}  // namespace rigcheck
