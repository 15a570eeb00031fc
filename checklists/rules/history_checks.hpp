#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checklists/causes/diagnosis.hpp"
#include "checklists/rules/verdict.hpp"
#include "probe/facts/snapshot.hpp"

// What the rules on the last end share.
namespace rigcheck {

// The last end as the cause table sees it, before any person was asked.
struct LastEnd {
    Snapshot const& snapshot;
    causes::Signs signs;
    causes::Diagnosis diagnosis;
};

Verdict unclean_end(LastEnd const& end);
Verdict thermal_shutdown(LastEnd const& end);
Verdict machine_check(LastEnd const& end);
Verdict gpu_lost(LastEnd const& end);
Verdict kernel_panic(LastEnd const& end);
Verdict out_of_memory(LastEnd const& end);
Verdict pcie_errors(LastEnd const& end);
Verdict watchdog(LastEnd const& end);

using Lines = std::vector<LogMatch const*>;

// The last run or this one: what came before may have been mended since.
Lines recent_lines(Snapshot const& snapshot, std::vector<std::string_view> const& signatures);
// The value that the signature names in a line, or "?".
std::string named(LogMatch const& line, std::string const& name);
// Below a port that leads out of the case: pulling its cable looks like a device that fails.
bool is_external(Snapshot const& snapshot, std::string const& address);
void add_lines(Verdict& verdict, Lines const& lines);

// The evidence of a sign that is seen, or null.
Evidence const* seen(LastEnd const& end, std::string const& sign);
causes::Suspect const* find_suspect(LastEnd const& end, std::string_view cause);
bool is_established(LastEnd const& end, std::string_view cause);

// Nothing found: a pass where the logs were read; unknown where rights are missing; else there is
// nothing to read. `of_end`: about the last end alone, else about this run, too.
enum class About { last_end, both_runs };
Verdict nothing_found(LastEnd const& end, char const* id, About about);
// "root" or "group:adm", where that would give more of the history.
std::optional<std::string> history_needs(Snapshot const& snapshot);

}  // namespace rigcheck
