#pragma once

#include <set>
#include <string>
#include <vector>

#include "checklists/rules/rules.hpp"

namespace rigcheck::test {

// What a family of rules must say of one machine in tests/machines.
struct ExpectedVerdicts {
    char const* machine;           // without ".tree"
    std::set<std::string> fails;   // "id subject severity words": all of them, and no other
    std::set<std::string> others;  // "id words": some of those that are no faults
};

using RuleFamily = Verdicts (*)(Snapshot const&, Expectations const&);

// Every machine gives the verdicts of its row; every machine whose name begins with `prefix` has a
// row; every wording of the family's findings is reached by some machine of the repository, or by
// one of `also`, which other tests build by hand ("id words").
void check_verdict_table(std::vector<ExpectedVerdicts> const& table, std::string const& prefix,
                         RuleFamily rules, std::set<std::string> const& also = {});

}  // namespace rigcheck::test
