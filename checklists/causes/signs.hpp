#pragma once

#include <string>

#include "checklists/causes/evidence.hpp"

// How a reader of evidence says what it found. What was told first stays: the readers go from what
// the machine recorded to what the person remembers.
namespace rigcheck::causes {

inline void tell(Signs& signs, std::string const& sign, bool yes, Evidence by) {
    signs.try_emplace(sign, Told{yes, std::move(by)});
}

}  // namespace rigcheck::causes
