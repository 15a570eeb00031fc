#pragma once

#include <string>

// Moments and spans of time as people read them.
namespace rigcheck {

// "2026-11-20 21:48:05 UTC" of "2026-11-20T21:48:05.123456Z"; other texts as they are.
std::string clock_text(std::string const& utc);

// The two largest units of a span: "9.5 s", "2 min 14 s", "3 h 5 min", "4 d 2 h".
std::string span_text(double seconds);

}  // namespace rigcheck
