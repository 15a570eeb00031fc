#include "wizard/cli/record.hpp"

#include <memory>

#include "wizard/cli/commands.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

int record_command(RecordOptions const& options) {
    if (options.status) return record_status(options);
    if (options.dismiss) return record_dismiss(options);
    if (options.ledger) return record_ledger(options);
    if (!options.mark.empty()) return record_mark(options);
    if (options.json) throw UsageError("--json: " + _("needs --status or --ledger"));
    return record_now(options);
}

}  // namespace

void add_record(CLI::App& program, int& exit_code) {
    auto const options = std::make_shared<RecordOptions>();
    auto* const command = program.add_subcommand(
        "record", _("The black box: keep what the sensors say, second by second, until it ends"));
    command->add_option("--root", options->root, _("A captured machine: directory or .tar"));
    command->add_option("--dir", options->directory, _("Keep it in this directory"));
    auto* const limit = command->add_option("--for", options->duration,
                                            _("End after a time such as 90s, 10m or 2h"));
    auto* const once = command->add_flag("--once", options->once, _("Two readings, and show them"));
    auto* const until = command->add_flag(
        "--catch", options->catch_end,
        _("Go on at each start, for 14 days or until an unexpected end was recorded"));
    auto* const status =
        command->add_flag("--status", options->status, _("What is recorded where"));
    auto* const mark = command->add_option("--mark", options->mark,
                                           _("Tell the recorder at work: \"it happens now\""));
    auto* const dismiss = command->add_flag("--dismiss", options->dismiss,
                                            _("Past unexpected ends need not be kept any longer"));
    auto* const ledger = command->add_flag("--ledger", options->ledger,
                                           _("Note the counters of this start for the next one"));
    command->add_flag("--json", options->json, _("With --status or --ledger: as JSON"));
    for (auto* const one : {once, until, status, mark, dismiss, ledger}) {
        for (auto* const other : {limit, once, until, status, mark, dismiss, ledger}) {
            if (one != other) one->excludes(other);
        }
    }
    command->callback([options, &exit_code] { exit_code = record_command(*options); });
}

}  // namespace rigcheck
