#pragma once

#include <optional>
#include <string_view>

#include "probe/facts/setup.hpp"

namespace rigcheck {

// The first certificate of a PEM file. Empty when there is none.
std::optional<Certificate> parse_certificate(std::string_view pem);

}  // namespace rigcheck
