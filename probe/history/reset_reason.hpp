#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/history.hpp"

namespace rigcheck {

// From the lines "x86/amd: Previous system reset reason [0x08000800]: …", one for each bit that the
// kernel has words for. Empty without such a line: the register held nothing, or was not read; and
// for all ones, which is how a register that cannot be read looks (kernel commit e9576e078220).
std::optional<ResetReason> reset_reason_in(std::vector<LogMatch> const& matches,
                                           std::string_view boot_id);
// The same of lines as a ledger keeps them.
std::optional<ResetReason> reset_reason_of(std::vector<std::string> const& lines);

// Whether this release of the kernel reads the register at all (6.15 and later).
bool prints_reset_reason(std::string const& release);

// Kernels before 6.18 do not clear the register, so that a reason may be older than the last end:
// what the run before was told already is not new. `before` is its value, where it is known; 0 says
// that it was told nothing.
void find_new_bits(ResetReason& reason, std::optional<std::uint32_t> before,
                   std::optional<std::string> const& kernel_before);

}  // namespace rigcheck
