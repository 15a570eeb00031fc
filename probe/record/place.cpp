#include "probe/record/place.hpp"

#include <unistd.h>

#include <cstdlib>

namespace rigcheck::record {
namespace {

std::string environment(char const* name) {
    char const* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
    return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

std::optional<std::string> user_directory() {
    if (auto const state = environment("XDG_STATE_HOME"); !state.empty())
        return state + "/rigcheck";
    auto const home = environment("HOME");
    if (home.empty()) return std::nullopt;
    return home + "/.local/state/rigcheck";
}

std::optional<std::string> own_directory() {
    return ::geteuid() == 0 ? kServiceDirectory : user_directory();
}

}  // namespace rigcheck::record
