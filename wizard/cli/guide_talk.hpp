#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/guides/guide.hpp"
#include "wizard/cli/dialogue.hpp"
#include "wizard/cli/look.hpp"
#include "wizard/screens/guide.hpp"
#include "wizard/session/store.hpp"

// A guide in the terminal: one step at a time. guide_flow_talk.cpp and guide_checklist_talk.cpp
// lead through the two kinds; this is what both share.
namespace rigcheck {

// What rigcheck sees of the machine while a guide is followed.
class Eyes {
public:
    // `may_look`: false keeps them shut (--no-look). `expected`: what was installed.
    // `of_session`: the session is about this machine, so its acceptances and baseline hold.
    Eyes(LookAt at, Expectations expected, bool may_look, bool of_session)
        : at_(std::move(at)),
          expectations_(std::move(expected)),
          may_look_(may_look),
          of_session_(of_session) {}
    bool of_session() const { return of_session_; }

    // Whether this computer may be the one that the guide is about: a guide for a machine that is
    // off is not, unless a capture or a snapshot was named.
    bool about_this_computer(guides::Guide const& guide) const {
        return guide.machine == guides::Where::here || !at_.this_machine();
    }
    bool is_this_computer() const { return at_.this_machine(); }
    bool may_look() const { return may_look_; }
    // Somebody follows the guides on another computer than the one in question.
    void close_for_good() { may_look_ = false; }
    // Looks, or looks away.
    void look_for(guides::Guide const& guide, Session const& session);
    void look_again(Session const& session);

    bool open() const { return snapshot_.has_value(); }
    Snapshot const& snapshot() const { return snapshot_.value(); }
    Findings const& findings() const { return findings_; }

private:
    LookAt at_;
    Expectations expectations_;
    bool may_look_;
    bool of_session_;
    std::optional<Snapshot> snapshot_;
    Findings findings_;
};

struct Talk {
    Dialogue& dialogue;
    SessionStore& store;
    Eyes& eyes;
    bool keys_known = false;  // the list of keys was shown once
    // A guide for a machine that is off came first: whether that is this computer is asked once,
    // before the first look.
    bool was_off = false;
    bool asked_whose = false;
};

// How a guide was left.
enum class Left { ended, quit };

Left talk_through(Talk& talk, guides::Guide const& guide);
// Opens or closes the eyes for a guide, and asks first where it is not clear whose machine it is.
void turn_eyes_to(Talk& talk, guides::Guide const& guide);
Left talk_through_flow(Talk& talk, guides::Guide const& flow);
Left talk_through_checklist(Talk& talk, guides::Guide const& checklist);

// What a person may type at a step.
struct Reply {
    enum class Kind {
        choice,
        back,
        skip,
        again,
        list,
        go,
        accept,
        source,
        code,
        restart,
        help,
        quit,
        other
    };
    Kind kind = Kind::other;
    std::string text;  // the choice's id, the number to go to, the code
    std::string note;  // what stands behind a choice: "1 82 degrees"
};
Reply read_reply(std::string const& line, std::vector<Choice> const& choices);

// Shows one step and takes replies until one leads on. The two kinds of guides differ in what an
// answer does.
class StepTalk {
public:
    StepTalk(StepTalk const&) = delete;
    StepTalk& operator=(StepTalk const&) = delete;
    virtual ~StepTalk() = default;

protected:
    explicit StepTalk(Talk& talk) : talk_(talk) {}

    // False when the person stops here.
    bool at_step(StepScreen const& screen);

    virtual std::string keys(StepScreen const& screen) const = 0;
    virtual std::string expected(StepScreen const& screen) const = 0;
    virtual std::string_view word_for_skip() const = 0;
    // False when the person stops here.
    virtual bool answer(StepScreen const& screen, std::string const& id,
                        std::string const& note) = 0;
    virtual void go_back() = 0;
    virtual void start_again() = 0;
    virtual void list() = 0;
    // Keys of one kind of guide alone; true leads on.
    virtual bool own_key(StepScreen const& screen, Reply const& reply) = 0;

    Talk& talk_;

private:
    enum class Then { ask, go_on, stop };
    Then take(StepScreen const& screen, std::string const& line);
    Then skip(StepScreen const& screen, std::string const& reason);
};

void say_heading(Talk& talk, guides::Guide const& guide);
// Takes the last answer to this guide back; says so when there is none.
void take_back(Talk& talk, std::string const& guide);
// Asks y or n; empty optional when the input ended.
std::optional<bool> ask_yes(Talk& talk, std::string const& question);
// On a changed machine: what is different, and whether that is the new state to compare with.
void say_changes(Talk& talk);

}  // namespace rigcheck
