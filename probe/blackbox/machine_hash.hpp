#pragma once

#include "probe/blackbox/format.hpp"

namespace rigcheck::blackbox {

// Of the text of /etc/machine-id, which itself must not leave the machine (machine-id(5)); tells
// the records of a cloned disk from one's own. Zeros where the text is no id.
Id machine_hash(std::string_view machine_id);

}  // namespace rigcheck::blackbox
