#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <future>
#include <memory>

#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "wizard/cli/accept.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/cli/output.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/report.hpp"

namespace rigcheck {
namespace {

struct Options {
    std::string root, snapshot, format = "text", output, language, expect, baseline;
    bool all = false;
    std::vector<std::string> only, accept;
};

Snapshot snapshot_for(Options const& options) {
    if (!options.snapshot.empty()) return load_snapshot(options.snapshot);
    return read_snapshot(open_machine(options.root));
}

void keep_only(Findings& findings, std::vector<std::string> const& ids) {
    for (auto const& id : ids) {
        if (find_words(id) == nullptr)
            throw UsageError("--only: " + id + ": " + _("no such finding"));
    }
    if (ids.empty()) return;
    std::erase_if(findings, [&](Finding const& finding) {
        return std::find(ids.begin(), ids.end(), finding.id) == ids.end();
    });
}

Findings judge(Snapshot const& snapshot, Options const& options) {
    Expectations expectations;
    if (!options.expect.empty()) expectations = load_expectations(options.expect);
    if (!options.baseline.empty()) expectations.baseline = load_snapshot(options.baseline);
    std::vector<Acceptance> acceptances;
    for (auto const& text : options.accept) acceptances.push_back(parse_acceptance(text));
    auto findings = put_in_words(all_rules(snapshot, expectations), translate);
    keep_only(findings, options.only);
    accept(findings, acceptances);
    return findings;
}

bool wants_colour(Options const& options) {
    char const* const no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe)
    bool const refused = no_color != nullptr && *no_color != '\0';
    return !refused && options.output.empty() && ::isatty(STDOUT_FILENO) == 1;
}

int exit_code_of(Findings const& findings) {
    auto const summary = summarise(findings);
    if (summary.critical > 0) return kExitCritical;
    return summary.warning > 0 ? kExitWarnings : kExitFine;
}

int check(Options const& options) {
    if (!choose_language(options.language)) {
        throw UsageError("--lang " + options.language + ": " + _("expected en or zh_CN"));
    }
    // The words of all findings are read while the machine is.
    auto const words = std::async(std::launch::async, [] { return all_words().size(); });
    auto snapshot = snapshot_for(options);
    auto findings = judge(snapshot, options);
    Report const report{std::move(snapshot), std::move(findings)};
    TextStyle const style{
        .colour = wants_colour(options), .all = options.all, .only = !options.only.empty()};
    write_output(
        options.format == "json" ? json_report(report, options.all) : text_report(report, style),
        options.output);
    return exit_code_of(report.findings);
}

}  // namespace

void add_check(CLI::App& program, int& exit_code) {
    auto const options = std::make_shared<Options>();
    auto* const command =
        program.add_subcommand("check", _("Read this machine and say what is wrong (the default)"));
    auto* const root =
        command->add_option("--root", options->root, _("A captured machine: directory or .tar"));
    command
        ->add_option("--snapshot", options->snapshot, _("A saved snapshot; - for standard input"))
        ->excludes(root);
    command->add_option("--format", options->format, _("text or json"))
        ->check(CLI::IsMember({"text", "json"}));
    command->add_option("-o,--output", options->output, _("Write to this file"));
    command->add_option("--lang", options->language, _("en or zh_CN"));
    command->add_flag("--all", options->all,
                      _("Show everything that was looked at, with the evidence"));
    command->add_option("--only", options->only, _("These findings alone (ID,ID,...)"))
        ->delimiter(',');
    command->add_option("--expect", options->expect, _("What was installed (JSON)"));
    command->add_option("--baseline", options->baseline,
                        _("An earlier snapshot of this machine to compare with"));
    command->add_option("--accept", options->accept, _("ID[@SUBJECT]=REASON: known and accepted"));
    command->callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace rigcheck
