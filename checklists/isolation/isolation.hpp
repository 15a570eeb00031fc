#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/isolation/parts.hpp"

namespace rigcheck::isolation {

enum class Outcome { failed, passed, odd };  // odd: another symptom than the one looked for

// Where the search stands, and so why the next trial is what it is.
enum class Phase {
    reseat,        // first everything is reseated: that cures most new builds
    search,        // narrowing down
    reconnect,     // one part is named: put back, does the fault come back?
    clear,         // it came back: does everything else run without it?
    contrast,      // so it does: does it fail with that part in and another one out?
    other_socket,  // and it does: does the fault move with the part, or stay with its slot?
    retry,         // a part set aside before goes back in: does it fail with that one too?
    proven,        // end: this part, shown by taking it out and putting it back
    named,         // end: this part most likely, it cannot be taken out to prove it
    socket,        // end: the part is good, its slot or what is behind it is not
    core,          // end: board or processor, not separable at home
    reseated,      // end: cured by reseating
    sum_of_loads,  // end: no single part; taking out any one of several cures it
    not_worth_it,  // end: what is left cannot be told apart in reasonable time
};

// One start of the machine, watched.
struct Trial {
    std::vector<std::string> out;  // ids of the parts that were out or swapped
    Phase phase = Phase::search;   // what it was proposed for
    bool reseated_all = false;     // every plug and part was reseated before it
    bool other_socket = false;     // the suspect sat in another slot than usual
    Outcome outcome = Outcome::failed;
    std::optional<int> seconds;  // how long it ran before it failed
    std::string at;              // UTC

    static constexpr auto fields() {
        using T = Trial;
        return field_list(field("out", &T::out), field("phase", &T::phase),
                          field("reseated_all", &T::reseated_all),
                          field("other_socket", &T::other_socket), field("outcome", &T::outcome),
                          field("seconds", &T::seconds), field("at", &T::at));
    }
};

// The whole search, as it is saved. Everything else follows from it.
struct Search {
    std::vector<Part> parts;
    std::optional<double> told_chance;  // how often it fails, as the person says (0..1)
    double watch_minutes = 6;           // how long one trial is watched
    std::vector<std::string> evidence;  // ids of evidence_factors()
    // Classes of which one part has to stay: "gpu" where nobody can tell whether the machine
    // runs without a card.
    std::vector<std::string> one_stays;
    bool reseat_declined = false;  // everything was pressed home before the search began
    bool other_socket_declined = false;
    std::vector<Trial> trials;

    static constexpr auto fields() {
        using S = Search;
        return field_list(
            field("parts", &S::parts), field("told_chance", &S::told_chance),
            field("watch_minutes", &S::watch_minutes), field("evidence", &S::evidence),
            field("one_stays", &S::one_stays), field("reseat_declined", &S::reseat_declined),
            field("other_socket_declined", &S::other_socket_declined), field("trials", &S::trials));
    }
};

constexpr bool ended(Phase phase) {
    return phase >= Phase::proven;
}

struct Advice {
    Phase phase = Phase::search;
    // While it goes on: the next trial.
    PartSet connected = 0;
    PartSet put_out = 0, put_back = 0;  // against the last trial
    double minutes = 0;
    int passes_left = 1;  // how many passes in a row of this very trial are still needed
    // Always: the suspicion of each part, and who leads.
    std::vector<double> suspicion;
    std::size_t suspect = 0;
    double chance = 0;                  // that the fault shows in one trial, as now believed
    std::vector<std::size_t> culprits;  // proven ones; more than one is a second fault
    std::vector<std::size_t> aside;     // suspected first, left out for now: a second fault
    bool press_home = false;            // before this trial every plug and part is pressed home
    std::vector<std::size_t> together;  // of a sum of loads: each of these cures it when out
    bool slot_open = false;        // of a proven part: whether its slot is at fault was not tried
    bool odd_seen = false;         // another symptom was seen: perhaps a second fault
    bool hopeless_chance = false;  // so rare that trials tell nothing: raise it first
};

// What the search says now. Pure: the same search gives the same advice.
Advice advise(Search const& search);

// The trial that the advice proposes, to be completed with its outcome.
Trial proposed_trial(Search const& search, Advice const& advice);

}  // namespace rigcheck::isolation

template <>
struct rigcheck::EnumNames<rigcheck::isolation::Outcome> {
    static constexpr std::array names{"failed", "passed", "odd"};
};
template <>
struct rigcheck::EnumNames<rigcheck::isolation::Phase> {
    static constexpr std::array names{
        "reseat", "search", "reconnect", "clear", "contrast", "other-socket", "retry",
        "proven", "named",  "socket",    "core",  "reseated", "sum-of-loads", "not-worth-it"};
};
