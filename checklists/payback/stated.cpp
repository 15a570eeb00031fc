#include "checklists/payback/stated.hpp"

namespace rigcheck::payback {

void apply(Stated const& stated, Inputs& inputs) {
    auto const copy = [&](auto const& f) {
        if (stated.has(f.name)) inputs.*f.member = stated.values.*f.member;
    };
    for_each_field<Inputs>(copy);
}

std::vector<std::string> input_names() {
    std::vector<std::string> names;
    for_each_field<Inputs>([&](auto const& f) { names.emplace_back(f.name); });
    return names;
}

}  // namespace rigcheck::payback
