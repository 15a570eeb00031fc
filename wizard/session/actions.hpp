#pragma once

#include <string>
#include <variant>

#include "wizard/session/session.hpp"

// Everything that a person can do to a session. Wizard and command line send the same actions.
namespace rigcheck {

struct GiveAnswer {
    std::string walk;  // the guide that was begun; given.guide may be one it led into
    guides::Given given;
};
struct TakeBackAnswer {  // the last one
    std::string walk;
};
struct StartAgain {
    std::string walk;
};
struct AcceptFinding {
    Accepted accepted;
};
struct WithdrawAcceptance {
    std::string id;
    std::optional<std::string> subject;
};
struct KeepBaseline {
    Snapshot snapshot;
};
struct StartSearch {
    isolation::Search search;
};
struct RecordTrial {
    isolation::Trial trial;
};
struct NoteSeconds {  // until the last trial failed
    int seconds = 0;
};
struct TakeBackTrial {};
struct LeavePartAlone {  // "I cannot do that"
    std::string part;
};
struct DeclineReseat {};
struct DeclineOtherSocket {};
struct DropSearch {};
struct TellOfEnd {
    std::string end;  // end_key()
    std::string question, answer;
};
struct ForgetOfEnd {  // one answer
    std::string end, question;
};

using Action =
    std::variant<GiveAnswer, TakeBackAnswer, StartAgain, AcceptFinding, WithdrawAcceptance,
                 KeepBaseline, StartSearch, RecordTrial, NoteSeconds, TakeBackTrial, LeavePartAlone,
                 DeclineReseat, DeclineOtherSocket, DropSearch, TellOfEnd, ForgetOfEnd>;

// The session after the action. Pure; an action that does not fit (a trial without a search)
// changes nothing.
Session act(Session session, Action const& action);

}  // namespace rigcheck
