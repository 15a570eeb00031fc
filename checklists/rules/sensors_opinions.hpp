#pragma once

#include "probe/facts/platform.hpp"
#include "probe/record/source.hpp"

namespace rigcheck {

// What the gates G1 to G12 make of each channel, for the black box: whether it is to be believed,
// the limit that counts, and the nominal voltage of a rail.
record::Opinions sensor_opinions(Platform const& platform, std::vector<SensorChip> const& chips);

}  // namespace rigcheck
