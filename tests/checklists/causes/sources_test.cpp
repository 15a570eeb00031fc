// Taking a source of evidence away from a captured machine: less is known, and nobody is accused.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/last_end.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck::causes {
namespace {

struct Source {
    char const* name;
    std::function<void(Snapshot&)> remove;
};

template <class Change>
auto in_end(Change const& change) {
    return [change](Snapshot& snapshot) {
        if (snapshot.history.previous_end) change(*snapshot.history.previous_end);
    };
}

std::vector<Source> sources() {
    return {
        {"journal",
         [](Snapshot& snapshot) {
             snapshot.history.boots.clear();
             snapshot.history.log_matches.clear();
             snapshot.gaps.push_back({"history", "journal", Missing::needs_group, {}});
         }},
        {"lines", [](Snapshot& snapshot) { snapshot.history.log_matches.clear(); }},
        {"pstore",
         [](Snapshot& snapshot) {
             snapshot.history.pstore.clear();
             snapshot.gaps.push_back({"history", "/sys/fs/pstore", Missing::needs_root, {}});
         }},
        {"BERT", [](Snapshot& snapshot) { snapshot.history.bert.reset(); }},
        {"black box", [](Snapshot& snapshot) { snapshot.history.blackbox.reset(); }},
        {"wtmp", in_end([](PreviousEnd& end) { end.wtmp_shutdown.reset(); })},
        {"reset reason", in_end([](PreviousEnd& end) { end.reset_reason.reset(); })},
        {"watchdog", in_end([](PreviousEnd& end) { end.watchdog_status.reset(); })},
        {"drives", in_end([](PreviousEnd& end) {
             end.power_cycles_more.clear();
             end.unsafe_shutdowns_more.clear();
         })},
        {"processor", [](Snapshot& snapshot) { snapshot.platform.cpu = {}; }},
        {"drives of the system", [](Snapshot& snapshot) { snapshot.storage = {}; }},
    };
}

std::vector<Answers> some_answers() {
    return {{},
            {{"after", "off"}, {"others", "no"}, {"times", "again"}},
            {{"after", "alone"}, {"work", "idle"}, {"times", "again"}, {"plug", "no"}},
            {{"after", "froze"}, {"button", "yes"}},
            {{"others", "yes"}, {"plug", "no"}, {"after", "latched"}},
            {{"button", "no"}, {"work", "load"}}};
}

bool accuses(Diagnosis const& diagnosis) {
    return std::any_of(diagnosis.suspects.begin(), diagnosis.suspects.end(),
                       [](Suspect const& s) { return s.cause->blames && s.word <= Word::likely; });
}

// What is tied accuses several at once, and is not meant here; nor is what is known to be orderly.
bool is_unknown(Diagnosis const& diagnosis) {
    return diagnosis.ended != Ended::orderly && !accuses(diagnosis) &&
           !test::has_ties(diagnosis.suspects);
}

std::map<std::string, State> states_of(Snapshot const& snapshot) {
    std::map<std::string, State> states;
    for (auto const& verdict : history_rules(snapshot, {})) states[verdict.id] = verdict.state;
    return states;
}

void check_answers(Snapshot const& machine) {
    for (auto const& answers : some_answers()) {
        if (!is_unknown(diagnose(machine, answers))) continue;
        for (auto const& [question, given] : answers) {
            auto less = answers;
            less.erase(question);
            INFO(question << " " << given);
            CHECK_FALSE(accuses(diagnose(machine, less)));
        }
    }
}

void check_source(Snapshot const& machine, Source const& source) {
    auto less = machine;
    source.remove(less);
    INFO(source.name);
    for (auto const& answers : some_answers()) {
        if (is_unknown(diagnose(machine, answers))) CHECK_FALSE(accuses(diagnose(less, answers)));
    }
    auto const after = states_of(less);
    for (auto const& [id, state] : states_of(machine)) {
        INFO(id);
        if (state == State::unknown || state == State::not_applicable)
            CHECK(after.at(id) != State::fail);
    }
}

TEST_CASE("no source that is missing turns what is unknown into an accusation", "[causes-rows]") {
    int machines = 0;
    for (auto const& name : test::machine_names()) {
        if (!name.starts_with("end-")) continue;
        test::Tree const tree(name);
        auto const machine = read_snapshot(tree.machine());
        INFO(name);
        ++machines;
        check_answers(machine);
        for (auto const& source : sources()) check_source(machine, source);
    }
    CHECK(machines > 40);
}

// Every sign of the table is told by a captured machine, or by an answer.
TEST_CASE("every sign comes from somewhere", "[causes-rows]") {
    std::map<std::string, bool> seen;
    auto const take = [&](Signs const& signs) {
        for (auto const& [sign, told] : signs) seen[sign] = seen[sign] || told.yes;
    };
    for (auto const& name : test::machine_names()) {
        if (!name.starts_with("end-")) continue;
        test::Tree const tree(name);
        take(signs_of(read_snapshot(tree.machine()), {}));
    }
    for (auto const& question : table().questions) {
        for (auto const& answer : question.answers)
            take(signs_of(Snapshot{}, {{question.id, answer.id}}));
    }
    for (auto const& sign : table().signs) {
        INFO(sign.id);
        CHECK(seen[sign.id]);
    }
}

}  // namespace
}  // namespace rigcheck::causes
