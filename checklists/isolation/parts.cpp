#include "checklists/isolation/parts.hpp"

#include <algorithm>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck::isolation {
namespace {

template <class Row>
std::vector<Row> load(char const* member) {
    std::vector<Row> rows;
    read_json(Json::parse(knowledge("isolation.json")).at(member), rows,
              std::string("isolation.json ") + member);
    return rows;
}

}  // namespace

std::vector<PartClass> const& part_classes() {
    static auto const classes = load<PartClass>("parts");
    return classes;
}

std::vector<EvidenceFactors> const& evidence_factors() {
    static auto const factors = load<EvidenceFactors>("evidence");
    return factors;
}

PartClass const* find_class(std::string const& id) {
    auto const& classes = part_classes();
    auto const found = std::find_if(classes.begin(), classes.end(),
                                    [&](PartClass const& candidate) { return candidate.id == id; });
    return found == classes.end() ? nullptr : &*found;
}

}  // namespace rigcheck::isolation
