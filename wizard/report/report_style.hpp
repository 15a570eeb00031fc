#pragma once

#include <string_view>

namespace rigcheck {

// What the report of a machine adds to the style sheet of every page.
std::string_view report_style();

}  // namespace rigcheck
