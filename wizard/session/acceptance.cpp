#include "wizard/session/acceptance.hpp"

#include <algorithm>

namespace rigcheck {

void accept(Findings& findings, std::vector<Accepted> const& accepted) {
    for (auto& finding : findings) {
        if (finding.state != State::fail) continue;
        auto const fits = [&](Accepted const& known) {
            return known.id == finding.id &&
                   known.subject.value_or(finding.subject) == finding.subject;
        };
        auto const found = std::find_if(accepted.begin(), accepted.end(), fits);
        if (found == accepted.end()) continue;
        finding.state = State::accepted;
        finding.reason = found->reason;
    }
}

}  // namespace rigcheck
