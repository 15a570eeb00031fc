#pragma once

#include <map>

#include "probe/blackbox/segment_reader.hpp"
#include "probe/facts/history.hpp"

namespace rigcheck::blackbox {

// How the records of a boot end.
enum class RunEnd { shutdown, service, going_to_sleep, open };

RunEnd end_of(std::vector<Record> const& records);

}  // namespace rigcheck::blackbox
