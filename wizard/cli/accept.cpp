#include "wizard/cli/accept.hpp"

#include <algorithm>

#include "wizard/cli/commands.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {

Acceptance parse_acceptance(std::string const& text) {
    auto const equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size()) {
        throw UsageError("--accept " + text + ": " + _("expected ID[@SUBJECT]=REASON"));
    }
    auto const what = text.substr(0, equals);
    auto const at = what.find('@');
    Acceptance acceptance{
        .id = what.substr(0, at), .subject = std::nullopt, .reason = text.substr(equals + 1)};
    if (at != std::string::npos) acceptance.subject = what.substr(at + 1);
    if (find_words(acceptance.id) == nullptr) {
        throw UsageError("--accept: " + acceptance.id + ": " + _("no such finding"));
    }
    return acceptance;
}

void accept(Findings& findings, std::vector<Acceptance> const& acceptances) {
    for (auto& finding : findings) {
        if (finding.state != State::fail) continue;
        auto const fits = [&](Acceptance const& acceptance) {
            return acceptance.id == finding.id &&
                   acceptance.subject.value_or(finding.subject) == finding.subject;
        };
        auto const found = std::find_if(acceptances.begin(), acceptances.end(), fits);
        if (found == acceptances.end()) continue;
        finding.state = State::accepted;
        finding.reason = found->reason;
    }
}

}  // namespace rigcheck
