#pragma once

#include <cstdint>

#include "probe/facts/pcie.hpp"

namespace rigcheck {

// How much memory the graphics inside the processor may take before Linux sees it. A graphics chip
// that we do not know counts as one: rather no alarm than a wrong one.
std::int64_t graphics_share_mib(Pcie const& pcie);

}  // namespace rigcheck
