#include "wizard/session/actions.hpp"

#include <algorithm>

namespace rigcheck {
namespace {

class Apply {
public:
    explicit Apply(Session& session) : session_(session) {}

    void operator()(GiveAnswer const& action) {
        auto& given = session_.walks[action.walk].given;
        session_.last_guide = action.walk;
        given.push_back(action.given);
    }
    void operator()(TakeBackAnswer const& action) {
        auto const walk = session_.walks.find(action.walk);
        if (walk != session_.walks.end() && !walk->second.given.empty()) {
            walk->second.given.pop_back();
        }
    }
    void operator()(StartAgain const& action) { session_.walks.erase(action.walk); }

    void operator()(AcceptFinding const& action) {
        (*this)(WithdrawAcceptance{action.accepted.id, action.accepted.subject});
        session_.accepted.push_back(action.accepted);
    }
    void operator()(WithdrawAcceptance const& action) {
        std::erase_if(session_.accepted, [&](Accepted const& accepted) {
            return accepted.id == action.id && accepted.subject == action.subject;
        });
    }
    void operator()(KeepBaseline const& action) { session_.baseline = action.snapshot; }

    void operator()(StartSearch const& action) { session_.search = action.search; }
    void operator()(RecordTrial const& action) {
        if (session_.search) session_.search->trials.push_back(action.trial);
    }
    void operator()(NoteSeconds const& action) {
        if (session_.search && !session_.search->trials.empty()) {
            session_.search->trials.back().seconds = action.seconds;
        }
    }
    void operator()(TakeBackTrial const& /*action*/) {
        if (session_.search && !session_.search->trials.empty()) {
            session_.search->trials.pop_back();
        }
    }
    void operator()(LeavePartAlone const& action) {
        if (!session_.search) return;
        for (auto& part : session_.search->parts) {
            if (part.id == action.part) part.cannot = true;
        }
    }
    void operator()(DeclineReseat const& /*action*/) {
        if (session_.search) session_.search->reseat_declined = true;
    }
    void operator()(DeclineOtherSocket const& /*action*/) {
        if (session_.search) session_.search->other_socket_declined = true;
    }
    void operator()(DropSearch const& /*action*/) { session_.search.reset(); }
    void operator()(TellOfEnd const& action) {
        auto changed = session_;
        // Of a thousand ends any other one is forgotten.
        if (!changed.ends.contains(action.end) && changed.ends.size() >= kMostEnds)
            changed.ends.erase(changed.ends.begin());
        changed.ends[action.end][action.question] = action.answer;
        if (complaint(changed).empty()) session_ = std::move(changed);
    }
    void operator()(ForgetOfEnd const& action) {
        auto const end = session_.ends.find(action.end);
        if (end == session_.ends.end()) return;
        end->second.erase(action.question);
        if (end->second.empty()) session_.ends.erase(end);
    }

private:
    Session& session_;
};

}  // namespace

Session act(Session session, Action const& action) {
    std::visit(Apply(session), action);
    return session;
}

}  // namespace rigcheck
