#pragma once

#include "probe/record/source.hpp"

namespace rigcheck::record {

// The same source, read by a thread of its own. A graphics card that hangs keeps whoever asks it
// waiting for seconds, and those are the seconds that matter: the others must not wait with it.
// Where no answer comes in time, the values are empty, and the next reading takes it up.
Source in_background(Source source);

}  // namespace rigcheck::record
