#pragma once

#include <functional>
#include <string_view>

#include "probe/facts/snapshot.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// Called when an area ("pcie") has been read; from several threads.
using AreaRead = std::function<void(std::string_view area)>;

// How often a whole reading calls AreaRead.
inline constexpr int kAreasRead = 10;

// Reads every area of the machine. A probe that fails leaves gaps; the others go on.
Snapshot read_snapshot(Machine const& machine, AreaRead const& area_read = {});

}  // namespace rigcheck
