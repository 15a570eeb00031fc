#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rigcheck {

// The oldest driver that runs programs of this CUDA version ("12.4" -> "525.60.13").
std::optional<std::string> driver_for_cuda(std::string_view cuda);

// Whether this cuDNN ("9.1.0") is made for this CUDA version; empty when the table does not know.
std::optional<bool> cudnn_fits(std::string_view cudnn, std::string_view cuda);

// What an apt key that is no longer in use was for; null for others.
std::string const* retired_apt_key(std::string_view id);

// Numbers compared in turn: "390.46" is less than "390.157".
bool less_version(std::string_view a, std::string_view b);

}  // namespace rigcheck
