#include "wizard/cli/accept.hpp"

#include "checklists/findings/words.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {

Accepted parse_acceptance(std::string const& text) {
    auto const equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size()) {
        throw UsageError("--accept " + text + ": " + _("expected ID[@SUBJECT]=REASON"));
    }
    auto const what = text.substr(0, equals);
    auto const at = what.find('@');
    Accepted accepted{.id = what.substr(0, at),
                      .subject = std::nullopt,
                      .reason = text.substr(equals + 1),
                      .at = ""};
    if (at != std::string::npos) accepted.subject = what.substr(at + 1);
    if (find_words(accepted.id) == nullptr) {
        throw UsageError("--accept: " + accepted.id + ": " + _("no such finding"));
    }
    return accepted;
}

}  // namespace rigcheck
