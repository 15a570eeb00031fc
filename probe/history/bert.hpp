#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/facts/history.hpp"
#include "probe/history/runs.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// The boot error region: generic error status blocks (ACPI 6.5, 18.3.2.7.1), each with error
// sections (UEFI 2.10, appendix N). Empty for bytes that cannot be one.
std::optional<Bert> parse_bert(std::string_view region);

// The same from what the kernel printed of it at the start (drivers/acpi/apei/bert.c).
std::optional<Bert> bert_in_log(Run const& run);

// The region, for root only, as far as the kernel has not taken it into its log; else what the run
// that goes on printed.
std::optional<Bert> read_bert(Machine const& machine, std::vector<Run> const& runs,
                              std::vector<Gap>& gaps);

}  // namespace rigcheck
