#include "checklists/causes/diagnosis.hpp"

#include <algorithm>

namespace rigcheck::causes {
namespace {

// The host of a virtual machine may take its power away at any time, so that nothing can be guessed
// from a log that stops.
void keep_what_was_recorded(Diagnosis& diagnosis) {
    std::erase_if(diagnosis.suspects, [](Suspect const& s) { return s.word > Word::likely; });
    diagnosis.next.question = nullptr;
    if (diagnosis.suspects.empty()) diagnosis.next.test = nullptr;
}

// A single run in a journal that is not kept over restarts says nothing of earlier ones.
bool is_first_boot(Snapshot const& snapshot) {
    auto const& history = snapshot.history;
    bool const unread = std::any_of(snapshot.gaps.begin(), snapshot.gaps.end(), [](Gap const& gap) {
        return gap.area == "history" && gap.what.find("journal") != std::string::npos;
    });
    return !unread && history.boots.size() == 1 && !history.previous_end;
}

}  // namespace

Diagnosis diagnose(Signs const& signs, bool first_boot) {
    Diagnosis diagnosis;
    if (first_boot) {
        diagnosis.ended = Ended::first_boot;
        return diagnosis;
    }
    if (auto const clean = holds("clean", signs))
        diagnosis.ended = *clean ? Ended::orderly : Ended::unexpected;
    diagnosis.suspects = find_suspects(signs);
    diagnosis.next = next_step(diagnosis.suspects, diagnosis.ended, signs);
    return diagnosis;
}

Diagnosis diagnose(Snapshot const& snapshot, Answers const& answers) {
    auto diagnosis =
        diagnose(signs_of(snapshot, answers), answers.empty() && is_first_boot(snapshot));
    if (snapshot.platform.virtualization) keep_what_was_recorded(diagnosis);
    return diagnosis;
}

}  // namespace rigcheck::causes
