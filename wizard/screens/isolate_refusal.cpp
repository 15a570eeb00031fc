#include "wizard/screens/isolate_refusal.hpp"

namespace rigcheck {

using namespace isolation;

std::vector<Refusal> refusals(Search const& search, Advice const& advice) {
    if (ended(advice.phase)) return {};
    if (advice.phase == Phase::reseat) return {{.part = {}, .action = DeclineReseat{}}};
    if (advice.phase == Phase::other_socket) return {{.part = {}, .action = DeclineOtherSocket{}}};
    std::vector<Refusal> found;
    for (std::size_t i = 0; i < search.parts.size(); ++i) {
        auto const& part = search.parts[i];
        if (has(advice.put_out, i))
            found.push_back({.part = part.name, .action = LeavePartAlone{part.id}});
    }
    return found;
}

}  // namespace rigcheck
