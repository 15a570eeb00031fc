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
    Eyes(LookAt at, Expectations expected, bool may_look)
        : at_(std::move(at)), expectations_(std::move(expected)), may_look_(may_look) {}

    // Looks, or looks away: a guide for a machine that is off is not about this computer, unless
    // a capture or a snapshot was named.
    void look_for(guides::Guide const& guide, Session const& session);
    void look_again(Session const& session);

    bool open() const { return snapshot_.has_value(); }
    Snapshot const& snapshot() const { return snapshot_.value(); }
    Findings const& findings() const { return findings_; }

private:
    LookAt at_;
    Expectations expectations_;
    bool may_look_;
    std::optional<Snapshot> snapshot_;
    Findings findings_;
};

struct Talk {
    Dialogue& dialogue;
    SessionStore& store;
    Eyes& eyes;
    bool keys_known = false;  // the list of keys was shown once
};

// How a guide was left.
enum class Left { ended, quit };

Left talk_through(Talk& talk, guides::Guide const& guide);
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

void say_heading(Talk& talk, guides::Guide const& guide);
void say_step(Talk& talk, StepScreen const& screen, std::string const& keys);
void say_source(Talk& talk, StepScreen const& screen);
// Looks at the machine once more, or says why it does not.
void look_again(Talk& talk);
// Takes the last answer to this guide back; says so when there is none.
void take_back(Talk& talk, std::string const& guide);
// Asks y or n; empty optional when the input ended.
std::optional<bool> ask_yes(Talk& talk, std::string const& question);
// Asks why; a script gives the reason on the next line. Empty optional when the input ended.
std::optional<std::string> ask_reason(Talk& talk);
// Accepts one of the failed findings among these, with a reason.
void accept_one(Talk& talk, std::vector<Seen> const& seen);
// On a changed machine: what is different, and whether that is the new state to compare with.
void say_changes(Talk& talk);

}  // namespace rigcheck
