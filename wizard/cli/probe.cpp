#include <algorithm>
#include <memory>

#include "probe/snapshot.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/cli/output.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/report.hpp"

namespace rigcheck {

void add_probe(CLI::App& program, int& exit_code) {
    struct Options {
        std::string root, output;
        std::vector<std::string> areas;
    };
    auto const options = std::make_shared<Options>();
    auto* const command = program.add_subcommand("probe", _("Print the facts as JSON"));
    command->add_option("--root", options->root, _("A captured machine: directory or .tar"));
    command->add_option("-o,--output", options->output, _("Write to this file"));
    command->add_option("--area", options->areas, _("These areas alone, separated by commas"))
        ->delimiter(',')
        ->check(CLI::IsMember(std::vector<std::string>(kAreas.begin(), kAreas.end())));
    command->callback([options, &exit_code] {
        auto const snapshot = read_snapshot(open_machine(options->root));
        write_output(json_snapshot(snapshot, options->areas), options->output);
        exit_code = kExitFine;
    });
}

}  // namespace rigcheck
