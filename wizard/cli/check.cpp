#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <future>
#include <memory>

#include "wizard/cli/accept.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/cli/look.hpp"
#include "wizard/cli/open_session.hpp"
#include "wizard/cli/output.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/redact_report.hpp"
#include "wizard/report/report.hpp"

namespace rigcheck {
namespace {

struct Options {
    LookAt at;
    std::string format = "text", output, language, expect, baseline, session;
    bool all = false, with_identifiers = false;
    std::vector<std::string> only, accept;
};

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

Findings findings_of(Snapshot const& snapshot, Options const& options) {
    Expectations expectations;
    auto const session = known_session(options.at, options.session);
    if (!options.expect.empty()) expectations = load_expectations(options.expect);
    expectations.baseline = session.baseline;
    if (!options.baseline.empty()) expectations.baseline = load_snapshot(options.baseline);
    std::vector<Accepted> accepted;
    for (auto const& text : options.accept) accepted.push_back(parse_acceptance(text));
    accepted.insert(accepted.end(), session.accepted.begin(), session.accepted.end());
    auto findings = judge(snapshot, expectations, accepted);
    keep_only(findings, options.only);
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

bool to_a_file(Options const& options) {
    return !options.output.empty() && options.output != "-";
}

// A page in the terminal is for whoever sits there; what is made to be passed on names nobody.
bool is_redacted(Options const& options) {
    return !options.with_identifiers && (options.format != "text" || to_a_file(options));
}

std::string written(Report const& report, Options const& options) {
    if (options.format == "json") return json_report(report, options.all);
    if (options.format == "html") return html_report(report);
    return text_report(
        report,
        {.colour = wants_colour(options), .all = options.all, .only = !options.only.empty()});
}

int check(Options const& options) {
    use_language(options.language);
    // The words of all findings are read while the machine is.
    auto const words = std::async(std::launch::async, [] { return all_words().size(); });
    auto snapshot = look(options.at);
    auto findings = findings_of(snapshot, options);
    Report report{std::move(snapshot), std::move(findings)};
    if (is_redacted(options)) report = redacted(report, names_behind(options.at));
    write_output(written(report, options), options.output);
    return exit_code_of(report.findings);
}

}  // namespace

void add_check(CLI::App& program, int& exit_code) {
    auto const options = std::make_shared<Options>();
    auto* const command =
        program.add_subcommand("check", _("Read this machine and say what is wrong (the default)"));
    add_look_options(*command, options->at);
    command->add_option("--format", options->format, _("text, json or html"))
        ->check(CLI::IsMember({"text", "json", "html"}));
    command->add_option("-o,--output", options->output, _("Write to this file"));
    command->add_flag("--with-identifiers", options->with_identifiers,
                      _("Keep serial numbers, host and user names in what is written"));
    command->add_option("--lang", options->language, _("en or zh_CN"));
    command->add_flag("--all", options->all,
                      _("Show everything that was looked at, with the evidence"));
    command->add_option("--only", options->only, _("These findings alone (ID,ID,...)"))
        ->delimiter(',');
    command->add_option("--expect", options->expect, _("What was installed (JSON)"));
    command->add_option("--baseline", options->baseline,
                        _("An earlier snapshot of this machine to compare with"));
    command->add_option("--session", options->session,
                        _("Acceptances and baseline of this session file"));
    command->add_option("--accept", options->accept, _("ID[@SUBJECT]=REASON: known and accepted"));
    command->callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace rigcheck
