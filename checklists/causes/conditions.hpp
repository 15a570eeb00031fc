#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/causes/evidence.hpp"

// Conditions of the cause table: a sign ("hot"), one that is known not to be ("!clean"), or one of
// several ("stayed-off|latched").
namespace rigcheck::causes {

using Conditions = std::vector<std::string>;

// Does it hold: true, known not to, or empty where its signs are open?
std::optional<bool> holds(std::string const& condition, Signs const& signs);
// The same, and not open.
bool holds_now(std::string const& condition, Signs const& signs);

// The signs that it names, without their "!".
std::vector<std::string> signs_in(std::string const& condition);

}  // namespace rigcheck::causes
