#pragma once

#include <string>

#include "wizard/screens/postmortem.hpp"

namespace rigcheck {

// "rigcheck.postmortem/1" of the design; its schema is postmortem.schema.json.
std::string postmortem_json(Snapshot const& snapshot, PostmortemScreen const& screen);

}  // namespace rigcheck
