#pragma once

#include <string_view>

namespace rigcheck {

// What an NVIDIA error number means for the hardware: "lost", "memory", "cable", "stopped",
// "firmware", "link", "start". Empty for numbers that a program can cause, and unknown ones.
std::string_view kind_of_xid(std::string_view xid);

}  // namespace rigcheck
