#include "checklists/payback/stated.hpp"

namespace rigcheck::payback {

void apply(Stated const& stated, Inputs& inputs) {
    auto const copy = [&](auto const& f) {
        if (stated.has(f.name)) inputs.*f.member = stated.values.*f.member;
    };
    std::apply([&](auto const&... f) { (copy(f), ...); }, Inputs::fields());
}

std::vector<std::string> input_names() {
    std::vector<std::string> names;
    std::apply([&](auto const&... f) { (names.emplace_back(f.name), ...); }, Inputs::fields());
    return names;
}

}  // namespace rigcheck::payback
