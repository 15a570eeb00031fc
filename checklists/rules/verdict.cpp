#include "checklists/rules/verdict.hpp"

#include <utility>

namespace rigcheck {

Verdict verdict_of(std::string id, std::string subject, State state, std::string words) {
    Verdict verdict;
    verdict.id = std::move(id);
    verdict.subject = std::move(subject);
    verdict.state = state;
    verdict.words = std::move(words);
    if (state == State::unknown) verdict.confidence = 0;
    return verdict;
}

void settle_fail(Verdict& verdict, std::string words, double confidence,
                 std::optional<Severity> severity) {
    verdict.state = State::fail;
    verdict.words = std::move(words);
    verdict.confidence = confidence;
    verdict.severity = severity;
}

std::string joined(std::vector<std::string> const& texts, std::string const& between) {
    std::string out;
    for (auto const& text : texts) {
        if (!out.empty()) out += between;
        out += text;
    }
    return out;
}

}  // namespace rigcheck
