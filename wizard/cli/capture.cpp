#include "probe/capture/capture.hpp"

#include <iostream>
#include <memory>

#include "probe/snapshot.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {

void add_capture(CLI::App& program, int& exit_code) {
    struct Options {
        std::string root, output = "rigcheck-capture.tar";
    };
    auto const options = std::make_shared<Options>();
    auto* const command = program.add_subcommand(
        "capture", _("Copy the files that the probes read, identifiers redacted"));
    command->add_option("--root", options->root, _("A captured machine instead of this one"));
    command->add_option("-o,--output", options->output,
                        _("A new directory, or a file that ends in .tar"));
    command->callback([options, &exit_code] {
        auto const machine = open_machine(options->root);
        machine.start_log();
        read_snapshot(machine);
        if (auto const failed = write_capture(machine, options->output)) throw UsageError(*failed);
        std::cout << fill_in(_("Captured to {}. Serial numbers, UUIDs, hardware addresses and host "
                               "names are left out."),
                             options->output)
                  << '\n';
        exit_code = kExitFine;
    });
}

}  // namespace rigcheck
