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

}  // namespace rigcheck::test
