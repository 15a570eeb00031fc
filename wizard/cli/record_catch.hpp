#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "probe/blackbox/format.hpp"

// "Catch the shutdown": recording that goes on from start to start of the machine.
namespace rigcheck {

inline constexpr std::chrono::hours kCatchFor{14 * 24};

struct Catch {
    std::string since;  // UTC
    std::string until;
    bool over = false;                  // its time has passed
    std::optional<std::string> caught;  // UTC: the last sign of life before an unexpected end
    std::chrono::seconds left{0};
};

// What catch.json in the directory says; empty when nobody asked for a catch there. `boot`: the one
// that runs now.
std::optional<Catch> find_catch(std::string const& directory, blackbox::Id const& boot);
// Begins one now. Throws UsageError.
void begin_catch(std::string const& directory);
// Nothing where there is none.
void end_catch(std::string const& directory);

}  // namespace rigcheck
