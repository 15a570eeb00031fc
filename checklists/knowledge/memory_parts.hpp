#pragma once

#include <optional>
#include <string_view>

namespace rigcheck {

// The speed that the maker's part number promises, in MT/s; empty when it does not say.
std::optional<int> rated_speed_mts(std::string_view part_number);

}  // namespace rigcheck
