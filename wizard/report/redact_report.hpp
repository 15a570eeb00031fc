#pragma once

#include <string>
#include <vector>

#include "probe/machine/machine.hpp"
#include "wizard/report/report.hpp"

namespace rigcheck {

// The report without what names a person or one single machine: UUIDs, hardware addresses, serial
// numbers, drive ids, the boot id, home folders, and `names` as whole words. Boards, models, PCI
// addresses and everything else that rules look at stay. Redacting twice changes nothing.
Report redacted(Report const& report, std::vector<std::string> const& names);
Snapshot redacted(Snapshot const& snapshot, std::vector<std::string> const& names);

// The host and the people of a machine, for `redacted`.
std::vector<std::string> names_of(Machine const& machine);
// The same of the live machine, and who runs rigcheck on it.
std::vector<std::string> names_of_this_machine();

}  // namespace rigcheck
