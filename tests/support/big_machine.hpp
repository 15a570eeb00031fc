#pragma once

#include "probe/facts/snapshot.hpp"

namespace rigcheck::test {

// A machine of the largest kind: 8 graphics cards behind switches, 32 sticks of RAM, 24 drives and
// 300 sensors.
Snapshot big_machine();

}  // namespace rigcheck::test
