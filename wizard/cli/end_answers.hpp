#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wizard/cli/dialogue.hpp"
#include "wizard/cli/look.hpp"
#include "wizard/session/store.hpp"

namespace rigcheck {

// What the person says of one end. It is kept in the session where that is about this machine and
// the end can be named; else while the program runs.
class EndAnswers {
public:
    // `named`: the session file, or empty for the person's own, which is about this machine alone.
    // `change`: answers will be given, so the session is opened for that. Throws SessionError.
    EndAnswers(Snapshot const& snapshot, LookAt const& at, std::string const& named, bool change);

    causes::Answers const& given() const;
    void tell(std::string const& question, std::string const& answer);
    void forget(std::string const& question);

private:
    void act(Action const& action);

    std::string end_;
    std::optional<SessionStore> store_;
    Session session_;  // without a store
};

// "question=answer"; "question=" takes an answer back. Throws UsageError.
void tell(EndAnswers& answers, std::vector<std::string> const& told);

// Asks what only the person knows, as long as an answer would tell something.
void ask_about_end(Dialogue& dialogue, Snapshot const& snapshot, EndAnswers& answers);

}  // namespace rigcheck
