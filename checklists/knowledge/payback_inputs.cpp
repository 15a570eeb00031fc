#include "checklists/knowledge/payback_inputs.hpp"

#include <algorithm>
#include <stdexcept>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {

std::vector<PaybackInput> const& payback_inputs() {
    static auto const inputs = [] {
        std::vector<PaybackInput> loaded;
        read_json(Json::parse(knowledge("payback-inputs.json")).at("inputs"), loaded,
                  "payback-inputs.json inputs");
        return loaded;
    }();
    return inputs;
}

PaybackInput const& payback_input(std::string_view name) {
    auto const& inputs = payback_inputs();
    auto const found = std::find_if(inputs.begin(), inputs.end(),
                                    [&](PaybackInput const& row) { return row.input == name; });
    if (found == inputs.end())
        throw std::logic_error("payback-inputs.json: no " + std::string(name));
    return *found;
}

}  // namespace rigcheck
