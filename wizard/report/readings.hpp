#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probe/blackbox/format.hpp"

namespace rigcheck {

// A row of the black box as a table for the terminal: chip, name, value, limit.
std::string readings_text(std::vector<blackbox::Channel> const& channels,
                          std::vector<std::optional<double>> const& values);

}  // namespace rigcheck
