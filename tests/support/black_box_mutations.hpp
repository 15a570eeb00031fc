#pragma once

#include <random>

#include "tests/support/memory_drive.hpp"

namespace rigcheck::test {

// One segment as a recorder leaves it: samples, events, a mark, a stop, and room behind them.
MemoryDrive::Bytes some_segment(unsigned boot);

// The segment with one to four things done to it: bits turned, bytes overwritten, pieces copied
// within it or from the other one, slots exchanged, the end cut off or zeros or noise put behind.
MemoryDrive::Bytes mutated(MemoryDrive::Bytes const& segment, MemoryDrive::Bytes const& other,
                           std::mt19937& random);

// Gives header copies and slots the sums that belong to their bytes, as somebody with bad
// intentions would.
void seal(MemoryDrive::Bytes& segment);

}  // namespace rigcheck::test
