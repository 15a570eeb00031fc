#pragma once

#include <string>
#include <vector>

#include "checklists/causes/evidence.hpp"
#include "checklists/rules/verdict.hpp"
#include "probe/facts/snapshot.hpp"

// What the rules on the last end share.
namespace rigcheck {

Verdicts unclean_end_rules(Snapshot const& snapshot);
Verdicts thermal_shutdown_rules(Snapshot const& snapshot);
Verdicts machine_check_rules(Snapshot const& snapshot);
Verdicts gpu_lost_rules(Snapshot const& snapshot);
Verdicts kernel_panic_rules(Snapshot const& snapshot);
Verdicts out_of_memory_rules(Snapshot const& snapshot);
Verdicts pcie_errors_rules(Snapshot const& snapshot);
Verdicts watchdog_rules(Snapshot const& snapshot);

// The last run or this one: what came before may have been mended since.
std::vector<LogMatch const*> recent_lines(Snapshot const& snapshot, std::string_view signature);
bool has_recent_log(Snapshot const& snapshot);
// The value that the signature names in a line, or "?".
std::string named(LogMatch const& line, std::string const& name);
void add_lines(Verdict& verdict, std::vector<LogMatch const*> const& lines);

// Nothing found: a pass where the logs of the last run were read, else unknown with what it needs.
Verdict nothing_found(Snapshot const& snapshot, char const* id);
// "root" or "group:adm", where that would give more of the history.
std::optional<std::string> history_needs(Snapshot const& snapshot);

}  // namespace rigcheck
