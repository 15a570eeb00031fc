#pragma once

#include "probe/facts/json.hpp"

namespace rigcheck {

// The JSON Schema of a snapshot, derived from the facts. The file that ships, snapshot.schema.json
// beside this header, is this text; a test compares them.
Json snapshot_schema();

}  // namespace rigcheck
