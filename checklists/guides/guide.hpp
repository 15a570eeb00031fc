#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checklists/rules/verdict.hpp"

// What leads a person: checklists (any order that keeps the dependencies) and flows (one question
// at a time, every answer leads on). checklists/guides/*.json, shape in guide.schema.json.
namespace rigcheck::guides {

enum class Kind { checklist, flow };

// Whether rigcheck can look at the machine while the guide is followed.
enum class Where {
    here,  // it runs on the machine that the guide is about
    off,   // that machine is off or does not start: the guide is read elsewhere
    none,  // there is no machine yet
};

// A finding that answers the question by itself, as a suggestion: the person decides.
struct Live {
    std::string finding;
    State state = State::fail;
    std::string answer;

    static constexpr auto fields() {
        using L = Live;
        return field_list(field("finding", &L::finding), field("state", &L::state),
                          field("answer", &L::answer));
    }
};

struct Answer {
    std::string id, text;
    // Where it leads: a step of this guide, "end:NAME" of this guide, or "guide:NAME", whose first
    // step comes next. For a cured answer: where it goes on if the trouble comes back.
    std::string next;
    bool cured = false;                 // the trouble seems gone: the proof run comes first
    std::vector<std::string> evidence;  // ids of isolation's evidence_factors()
    std::optional<double> chance;       // the person's estimate: how often it fails (0..1)
    std::string lamp;                   // the board's lamp that stays lit: cpu, dram, vga, boot

    static constexpr auto fields() {
        using A = Answer;
        return field_list(field("id", &A::id), field("text", &A::text), field("next", &A::next),
                          field("cured", &A::cured), field("evidence", &A::evidence),
                          field("chance", &A::chance), field("lamp", &A::lamp));
    }
};

struct Step {
    std::string id, text, why, expect;
    double minutes = 0;
    std::vector<std::string> tools;
    std::string risk, undo;
    std::string source;  // "S4-47": an item of the source guides; or where it is from
    // Checklists.
    std::vector<std::string> after;     // steps that come before it
    std::vector<std::string> findings;  // what rigcheck sees of it by itself
    bool optional = false;
    std::string trouble;  // the flow for "not as expected"
    // Flows.
    std::vector<Answer> answers;
    std::string unsure;  // where "cannot tell" or "cannot do that" leads
    std::vector<Live> live;
    std::string codes;     // a knowledge table to look a code up in: "post-codes"
    bool isolate = false;  // `rigcheck isolate` does this step

    static constexpr auto fields() {
        using S = Step;
        return field_list(
            field("id", &S::id), field("text", &S::text), field("why", &S::why),
            field("expect", &S::expect), field("minutes", &S::minutes), field("tools", &S::tools),
            field("risk", &S::risk), field("undo", &S::undo), field("source", &S::source),
            field("after", &S::after), field("findings", &S::findings),
            field("optional", &S::optional), field("trouble", &S::trouble),
            field("answers", &S::answers), field("unsure", &S::unsure), field("live", &S::live),
            field("codes", &S::codes), field("isolate", &S::isolate));
    }
};

enum class EndKind { fixed, suspect, hand_over };

struct End {
    std::string id;
    EndKind kind = EndKind::hand_over;
    std::string text;
    std::string suspect;               // the part, of a suspect
    std::optional<double> confidence;  // of a suspect
    std::vector<std::string> actions;  // what to do now
    std::string source;

    static constexpr auto fields() {
        using E = End;
        return field_list(field("id", &E::id), field("kind", &E::kind), field("text", &E::text),
                          field("suspect", &E::suspect), field("confidence", &E::confidence),
                          field("actions", &E::actions), field("source", &E::source));
    }
};

// How a flow proves that the trouble is gone. {count} is the number of good runs in a row that
// make it certain, from how often the trouble showed.
struct Proof {
    std::string text, why, expect;
    double minutes = 0;  // of one run

    static constexpr auto fields() {
        using P = Proof;
        return field_list(field("text", &P::text), field("why", &P::why),
                          field("expect", &P::expect), field("minutes", &P::minutes));
    }
};

struct Guide {
    std::string id;
    Kind kind = Kind::checklist;
    int order = 0;  // its place in the list of guides
    std::string title, summary;
    Where machine = Where::here;
    std::vector<std::string> safety;
    std::optional<Proof> proof;     // of a flow
    std::vector<std::string> then;  // guides that follow
    std::vector<Step> steps;
    std::vector<End> ends;

    static constexpr auto fields() {
        using G = Guide;
        return field_list(field("id", &G::id), field("kind", &G::kind), field("order", &G::order),
                          field("title", &G::title), field("summary", &G::summary),
                          field("machine", &G::machine), field("safety", &G::safety),
                          field("proof", &G::proof), field("then", &G::then),
                          field("steps", &G::steps), field("ends", &G::ends));
    }
};

using Guides = std::vector<Guide>;

// The guides that ship, in the order in which a build meets them.
Guides const& all_guides();
// Null for an unknown name.
Guide const* find_guide(Guides const& guides, std::string_view id);
Step const* find_step(Guide const& guide, std::string_view id);
End const* find_end(Guide const& guide, std::string_view id);
Answer const* find_answer(Step const& step, std::string_view id);

}  // namespace rigcheck::guides

template <>
struct rigcheck::EnumNames<rigcheck::guides::Kind> {
    static constexpr std::array names{"checklist", "flow"};
};
template <>
struct rigcheck::EnumNames<rigcheck::guides::Where> {
    static constexpr std::array names{"this", "off", "none"};
};
template <>
struct rigcheck::EnumNames<rigcheck::guides::EndKind> {
    static constexpr std::array names{"fixed", "suspect", "hand-over"};
};
