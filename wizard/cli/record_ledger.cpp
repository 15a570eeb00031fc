#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <system_error>

#include "probe/facts/json.hpp"
#include "probe/record/ledger.hpp"
#include "probe/record/place.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/cli/output.hpp"
#include "wizard/cli/record.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

std::string ledger_file(RecordOptions const& options) {
    if (!options.directory.empty()) return options.directory + "/ledger.jsonl";
    auto const own = record::own_directory();
    if (!own) throw UsageError("record: " + _("neither XDG_STATE_HOME nor HOME is set"));
    return *own + "/ledger.jsonl";
}

std::string what_was_noted(record::LedgerEntry const& entry) {
    auto const& drives = entry.drives;
    auto const count = static_cast<int>(std::count_if(
        drives.begin(), drives.end(),
        [](record::LedgerDrive const& drive) { return drive.power_cycles.has_value(); }));
    auto text = fill_in(
        translate_plural("Counters of {} drive noted.", "Counters of {} drives noted.", count),
        count);
    if (count == 0 && ::geteuid() != 0) text += ' ' + _("Only root may read them.");
    return text + '\n';
}

}  // namespace

int record_ledger(RecordOptions const& options) {
    auto const file = ledger_file(options);
    std::vector<Gap> gaps;
    auto const entry = record::ledger_entry(open_machine(options.root), gaps);
    bool written = false;
    try {
        written = record::append_to_ledger(file, entry);
    } catch (std::system_error const& error) {
        throw UsageError(error.what());
    }
    if (options.json) {
        write_output(to_json(entry).dump(2) + '\n', {});
    } else {
        write_output(written ? what_was_noted(entry) : _("This start is noted already.") + '\n',
                     {});
    }
    return kExitFine;
}

}  // namespace rigcheck
