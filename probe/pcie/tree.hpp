#pragma once

#include <string_view>
#include <vector>

#include "probe/facts/pcie.hpp"

namespace rigcheck {

// The function itself and the bridges above it, nearest first. Ends at a parent that is not there
// and, in a tree that was tampered with, at a loop.
std::vector<PcieFunction const*> path_to_root(std::vector<PcieFunction> const& functions,
                                              PcieFunction const& function);

// `functions` is sorted by address.
PcieFunction* find_function(std::vector<PcieFunction>& functions, std::string_view address);
PcieFunction const* find_function(std::vector<PcieFunction> const& functions,
                                  std::string_view address);

}  // namespace rigcheck
