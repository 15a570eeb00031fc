#include "tests/support/verdict_table.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "checklists/findings/words.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck::test {
namespace {

Verdicts verdicts_of(std::string const& machine, RuleFamily rules) {
    Tree const tree(machine);
    return rules(read_snapshot(tree.machine()), {});
}

std::string row_of(Verdict const& verdict) {
    auto const finding = put_in_words({verdict}, [](std::string const& text) { return text; });
    return verdict.id + " " + verdict.subject + " " +
           std::string(enum_name(*finding.front().severity)) + " " + verdict.words;
}

void check_machine(ExpectedVerdicts const& expected, RuleFamily rules) {
    INFO(expected.machine);
    std::set<std::string> fails, others;
    for (auto const& verdict : verdicts_of(std::string(expected.machine) + ".tree", rules)) {
        if (verdict.state == State::fail) {
            fails.insert(row_of(verdict));
        } else {
            others.insert(verdict.id + " " + verdict.words);
        }
    }
    CHECK(fails == expected.fails);
    for (auto const& other : expected.others) {
        INFO(other);
        CHECK(others.contains(other));
    }
}

void check_wordings(RuleFamily rules, std::set<std::string> reached) {
    std::set<std::string> ids;
    for (auto const& machine : machine_names()) {
        for (auto const& verdict : verdicts_of(machine, rules)) {
            ids.insert(verdict.id);
            reached.insert(verdict.id + " " + verdict.words);
        }
    }
    for (auto const& words : all_words()) {
        if (!ids.contains(words.id)) continue;
        for (auto const& [key, wording] : words.wordings) {
            INFO(words.id << " " << key);
            CHECK(reached.contains(words.id + " " + key));
        }
    }
}

}  // namespace

void check_verdict_table(std::vector<ExpectedVerdicts> const& table, std::string const& prefix,
                         RuleFamily rules, std::set<std::string> const& also) {
    for (auto const& expected : table) check_machine(expected, rules);
    for (auto const& name : machine_names()) {
        INFO(name);
        if (!name.starts_with(prefix)) continue;
        CHECK(std::any_of(table.begin(), table.end(), [&](ExpectedVerdicts const& row) {
            return std::string(row.machine) + ".tree" == name;
        }));
    }
    check_wordings(rules, also);
}

}  // namespace rigcheck::test
