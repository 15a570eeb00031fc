#include "wizard/cli/look.hpp"

#include "checklists/rules/rules.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/redact_report.hpp"
#include "wizard/session/acceptance.hpp"

namespace rigcheck {

void add_look_options(CLI::App& command, LookAt& at) {
    auto* const root =
        command.add_option("--root", at.root, _("A captured machine: directory or .tar"));
    command.add_option("--snapshot", at.snapshot, _("A saved snapshot; - for standard input"))
        ->excludes(root);
}

Snapshot look(LookAt const& at, AreaRead const& area_read) {
    if (!at.snapshot.empty()) return load_snapshot(at.snapshot);
    return read_snapshot(open_machine(at.root), area_read);
}

std::vector<std::string> names_behind(LookAt const& at) {
    return at.root.empty() ? names_of_this_machine() : names_of(open_machine(at.root));
}

Findings judge(Snapshot const& snapshot, Expectations const& expectations,
               std::vector<Accepted> const& accepted) {
    auto findings = put_in_words(all_rules(snapshot, expectations), translate);
    accept(findings, accepted);
    return findings;
}

}  // namespace rigcheck
