#include <iostream>
#include <memory>

#include "checklists/causes/earlier_end.hpp"
#include "probe/machine/number.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/end_answers.hpp"
#include "wizard/cli/look.hpp"
#include "wizard/cli/open_session.hpp"
#include "wizard/cli/output.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/postmortem_json.hpp"
#include "wizard/report/postmortem_report.hpp"
#include "wizard/report/redact_report.hpp"

namespace rigcheck {
namespace {

struct Options {
    LookAt at;
    std::string format = "text", output, language, session, answers, boot;
    std::vector<std::string> told;
    bool json = false, ask = false, with_identifiers = false;
};

// "-2" counts back as in journalctl, -1 being the last run; else the id of a run, or its beginning.
std::size_t run_named(std::string const& name, History const& history) {
    constexpr std::size_t kShortest = 4;
    auto const runs = causes::ended_runs(history);
    if (name.starts_with('-')) {
        auto const back = parse_number<std::size_t>(name.substr(1));
        if (back && *back > 0 && *back <= runs.size()) return runs[*back - 1];
    }
    for (auto const run : runs) {
        bool const named = name.size() >= kShortest && history.boots[run].boot_id.starts_with(name);
        if (named) return run;
    }
    if (runs.empty()) throw UsageError(fill_in(_("--boot {}: no earlier run is known"), name));
    throw UsageError(fill_in(_("--boot {}: expected -1 to -{}, or the id of an earlier run"), name,
                             runs.size()));
}

Snapshot snapshot_of_end(Options const& options) {
    auto snapshot = look(options.at);
    if (options.boot.empty()) return snapshot;
    auto const run = run_named(options.boot, snapshot.history);
    return causes::as_of_end(snapshot, run).value_or(snapshot);
}

// A page in the terminal is for whoever sits there; what is made to be passed on names nobody.
bool is_redacted(Options const& options) {
    bool const to_a_file = !options.output.empty() && options.output != "-";
    return !options.with_identifiers && (options.format != "text" || to_a_file);
}

std::string written(Options const& options, Snapshot const& snapshot,
                    PostmortemScreen const& screen) {
    if (options.format == "json") return postmortem_json(snapshot, screen);
    if (options.format == "html") return postmortem_html(snapshot, screen);
    return postmortem_text(screen);
}

int exit_code_of(PostmortemScreen const& screen) {
    if (screen.mark == Mark::critical) return kExitCritical;
    bool const wrong = screen.mark == Mark::warning || screen.ended == causes::Ended::unexpected;
    return wrong ? kExitWarnings : kExitFine;
}

void ask(Options const& options, Snapshot const& snapshot, EndAnswers& answers) {
    auto script = open_script(options.answers);
    Dialogue dialogue(options.answers.empty() ? std::cin : script, std::cout, options.answers);
    ask_about_end(dialogue, snapshot, answers);
}

int postmortem(Options const& options) {
    use_language(options.language);
    auto snapshot = snapshot_of_end(options);
    bool const asks = options.ask || !options.answers.empty();
    EndAnswers answers(snapshot, options.at, options.session, asks || !options.told.empty());
    tell(answers, options.told);
    if (asks) ask(options, snapshot, answers);
    if (is_redacted(options)) snapshot = redacted(snapshot, names_behind(options.at));
    auto const screen = postmortem_screen(snapshot, answers.given());
    write_output(written(options, snapshot, screen), options.output);
    return exit_code_of(screen);
}

}  // namespace

void add_postmortem(CLI::App& program, int& exit_code) {
    auto const options = std::make_shared<Options>();
    auto* const command =
        program.add_subcommand("postmortem", _("Why did the last run of this machine end?"));
    add_look_options(*command, options->at);
    command->add_option("--boot", options->boot,
                        _("An earlier run: -2 is the one before the last; or its boot id"));
    auto* const format = command->add_option("--format", options->format, _("text, json or html"))
                             ->check(CLI::IsMember({"text", "json", "html"}));
    auto* const json = command->add_flag("--json", options->json, _("The same as --format json"));
    auto* const output =
        command->add_option("-o,--output", options->output, _("Write to this file"));
    command->add_flag("--ask", options->ask, _("Ask for what only you know"))
        ->excludes(format)
        ->excludes(json)
        ->excludes(output);
    command
        ->add_option("--answers", options->answers,
                     _("A file with one answer a line, instead of the keyboard"))
        ->excludes(format)
        ->excludes(json)
        ->excludes(output);
    command->add_option("--answer", options->told,
                        _("QUESTION=ANSWER: what only you know, without being asked; QUESTION= "
                          "takes it back"));
    command->add_option("--session", options->session, _("Keep the answers in this file"));
    command->add_flag("--with-identifiers", options->with_identifiers,
                      _("Keep serial numbers, host and user names in what is written"));
    command->add_option("--lang", options->language, _("en or zh_CN"));
    command->callback([options, &exit_code] {
        if (options->json) options->format = "json";
        exit_code = postmortem(*options);
    });
}

}  // namespace rigcheck
